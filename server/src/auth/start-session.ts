import type { SignedIn } from "@cafe-app-ai/shared/auth";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { ApiError } from "../errors.ts";

/**
 * Answers with the session that Better Auth has just issued; it takes the place of the one that the request carried.
 * @throws ApiError EMAIL_NOT_VERIFIED, and then the session is ended, where the address must be verified first
 */
export async function startSession(
  { sessions, auth }: Pick<FastifyInstance, "sessions" | "auth">,
  event: string,
  token: string,
  request: FastifyRequest,
  reply: FastifyReply,
  details: { by?: string } = {},
): Promise<SignedIn> {
  const session = await sessions.open(token);
  if (auth.options.emailAndPassword.requireEmailVerification && !session.user.emailVerified) {
    await sessions.end(token);
    throw emailNotVerified();
  }
  const replaced = sessions.presentedToken(request);
  if (replaced) await sessions.end(replaced);
  sessions.setCookie(reply, token, session.expiresAt);
  request.log.info({ event, userId: session.user.id, ...details }, event);
  return {
    user: session.user,
    // a page has the cookie: script never holds the token
    sessionToken: isPage(request) ? null : sessions.credential(token),
    expiresAt: session.expiresAt.toISOString(),
  };
}

/** Only a browser page's requests say where they come from. */
export const isPage = ({ headers }: FastifyRequest) => headers.origin !== undefined;

export const emailNotVerified = () =>
  new ApiError("EMAIL_NOT_VERIFIED", "Confirm your email first. Open the link in the email we sent you.");
