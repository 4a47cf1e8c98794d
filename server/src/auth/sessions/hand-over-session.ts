import type { SignedIn } from "@cafe-app-ai/shared/auth/sessions";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { isPage } from "../../http/client/client.ts";
import type { ActiveSession } from "../../session/sessions.ts";

type Exchange = { request: FastifyRequest; reply: FastifyReply };

/**
 * What a route answers with a session that has just been made; it takes the place of the one that the request carried,
 * and of the least recently used where the account has too many.
 * @param details for the log what happened, and by which means; `crowded` where its account may have too many by now
 */
export async function handOverSession(
  { sessions }: Pick<FastifyInstance, "sessions">,
  { request, reply }: Exchange,
  { user, token, expiresAt }: ActiveSession,
  { event, by, crowded = true }: { event: string; by?: string; crowded?: boolean },
): Promise<SignedIn> {
  const replaced = sessions.presentedToken(request);
  // the new session is there: a failure from here on must not hide it
  if (replaced) {
    await sessions.end(replaced).catch((error) => request.log.warn({ err: error }, "couldn't end the session before"));
  }
  if (crowded) {
    // the next sign-in will try again
    await sessions
      .endSurplus(user.id)
      .catch((error) => request.log.warn({ err: error }, "too many sessions were kept"));
  }
  const signed = sessions.setCookie(reply, token, expiresAt);
  request.log.info({ event, userId: user.id, ...(by && { by }) }, event);
  return {
    user,
    // a page gets the cookie, so that script never holds the token
    sessionToken: isPage(request) ? null : signed,
    expiresAt: expiresAt.toISOString(),
  };
}
