import type { PasskeySignIn, WebAuthnOptions } from "@cafe-app-ai/shared/auth/passkeys";
import { and, eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Config } from "../../config.ts";
import { passkeys } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import type { Client } from "../../http/client/client.ts";
import { callBetterAuth, type Refusals } from "../better-auth/call-better-auth.ts";
import { passkeyCookie } from "../better-auth/cookies.ts";
import { betterAuthHeaders, readSetCookie } from "../better-auth/headers.ts";
import type { StillHolds } from "../sessions/start-session.ts";
import { challengeEnded, toBetterAuthCookie } from "./challenge.ts";

type App = Pick<FastifyInstance, "auth">;

/** What a browser is to sign in with, by whichever passkey its owner picks, and the challenge to keep in a cookie. */
export async function startSignIn(
  { auth }: App,
  config: Config,
  client: Client,
): Promise<{ options: WebAuthnOptions; challenge: string }> {
  const { headers, response } = await callBetterAuth(() =>
    auth.api.generatePasskeyAuthenticationOptions({ headers: betterAuthHeaders(client), returnHeaders: true }),
  );
  // Better Auth asks for less
  const options = { ...response, userVerification: "required" };
  return { options, challenge: readSetCookie(headers, passkeyCookie(config).name) };
}

/**
 * Checks a passkey's signature.
 * @returns the new session's token, and what `startSession` looks at again
 * @throws ApiError INVALID_TOKEN for a challenge that is missing, used or expired; INVALID_CREDENTIALS for everything
 *   else that is wrong
 */
export async function signInWithPasskey(
  { auth }: App,
  config: Config,
  { response }: PasskeySignIn,
  { client, challenge }: { client: Client; challenge: string | undefined },
): Promise<{ token: string; stillHolds: StillHolds }> {
  const headers = betterAuthHeaders(client, toBetterAuthCookie(config, challenge));
  const verify = () => auth.api.verifyPasskeyAuthentication({ body: { response }, headers });
  const { session } = await callBetterAuth(verify, { refusals: REFUSALS });
  const used = and(eq(passkeys.credentialID, response.id), eq(passkeys.userId, session.userId));
  return { token: session.token, stillHolds: async (tx) => (await tx.$count(passkeys, used)) > 0 };
}

const unknownPasskey = () => new ApiError("INVALID_CREDENTIALS", "This passkey isn't linked to an account.");

const REFUSALS: Refusals = {
  CHALLENGE_NOT_FOUND: challengeEnded,
  PASSKEY_NOT_FOUND: unknownPasskey,
  AUTHENTICATION_FAILED: unknownPasskey,
  UNUSABLE_PASSKEY: unknownPasskey,
};
