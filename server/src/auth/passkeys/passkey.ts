import type { NewPasskey, Passkey, PasskeySignIn, WebAuthnOptions } from "@cafe-app-ai/shared/account";
import { and, eq, sql } from "drizzle-orm";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { isUniqueViolation } from "../../database/errors.ts";
import { passkeys } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { readCookie } from "../../session/cookie.ts";
import { signSessionToken, verifySessionToken } from "../../session/signed-value.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { callBetterAuth, callSignedIn, type Refusals } from "../better-auth/call-better-auth.ts";
import { joinTransaction } from "../better-auth/join-transaction.ts";
import { PASSKEY_SECONDS } from "../better-auth/passkey-plugin.ts";
import { passkeyCookie } from "../better-auth/plugin.ts";
import { queueNotice } from "../mail/notices.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";
import type { StillHolds } from "../sessions/start-session.ts";
import { betterAuthHeaders, readSetCookie } from "../sign-up/sign-up.ts";

type Row = Pick<typeof passkeys.$inferSelect, "id" | "name" | "backedUp" | "createdAt">;
type App = Pick<FastifyInstance, "auth" | "db" | "mail" | "sessions">;

/** What a browser is to make a passkey with, for the session's user. The challenge in it goes with a cookie. */
export async function startRegistration(
  app: App,
  config: Config,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<WebAuthnOptions> {
  const { headers, response } = await callSignedIn(app, request, {}, (headers) =>
    app.auth.api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true }),
  );
  setChallengeCookie(config, headers, reply);
  return response;
}

/**
 * Stores the passkey that a browser has made.
 * @throws ApiError INVALID_TOKEN for a challenge that is missing, used, expired or somebody else's; VALIDATION_ERROR for
 *   an answer that proves nothing; CONFLICT for a passkey that is registered
 */
export async function registerPasskey(
  app: App,
  config: Config,
  { name, response }: NewPasskey,
  request: FastifyRequest,
): Promise<Passkey> {
  const body = { name: trimmed(name), response };
  const cookies = presentedChallenge(config, request);
  const register = () =>
    callSignedIn(app, request, { refusals: REGISTRATION_REFUSALS, cookies }, (headers) =>
      app.auth.api.verifyPasskeyRegistration({ body, headers }),
    );
  try {
    // the password was asked for before the challenge was handed over, and with another one the session has ended
    const row = await changeAsOwner(app.db, request, undefined, async (tx) => {
      // a refusal uses the challenge up as well, so it's thrown after the commit
      const made = await joinTransaction(tx, register).catch((error) => {
        if (error instanceof ApiError) return error;
        throw error;
      });
      if (made instanceof ApiError) return made;
      // by the database's clock, which a password reset compares with
      const times = { createdAt: sql`clock_timestamp()` };
      const [passkey] = await tx.update(passkeys).set(times).where(eq(passkeys.id, made.id)).returning();
      await recordActivity(tx, request, request.user.id, "passkey-added");
      await queueNotice(app, tx, request, request.user, "passkey-added");
      return passkey;
    });
    if (row instanceof ApiError) throw row;
    app.mail.wake();
    if (!row) throw new Error("Better Auth did not store the passkey");
    return toPasskey(row);
  } catch (error) {
    if (isUniqueViolation(error)) throw new ApiError("CONFLICT", "This passkey is already registered");
    throw error;
  }
}

/** What a browser is to sign in with, by whichever passkey its owner picks. The challenge in it goes with a cookie. */
export async function startSignIn(
  { auth }: App,
  config: Config,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<WebAuthnOptions> {
  const { headers, response } = await auth.api.generatePasskeyAuthenticationOptions({
    headers: betterAuthHeaders(request),
    returnHeaders: true,
  });
  setChallengeCookie(config, headers, reply);
  // Better Auth asks for less
  const options = { ...response, userVerification: "required" };
  return options;
}

/**
 * Checks what a passkey has signed.
 * @returns the new session's token, and what `startSession` looks at again
 * @throws ApiError INVALID_TOKEN for a challenge that is missing, used or expired; INVALID_CREDENTIALS for everything
 *   else that is wrong
 */
export async function signInByPasskey(
  { auth }: App,
  config: Config,
  { response }: PasskeySignIn,
  request: FastifyRequest,
): Promise<{ token: string; stillHolds: StillHolds }> {
  const headers = betterAuthHeaders(request, presentedChallenge(config, request));
  const { session } = await callBetterAuth(SIGN_IN_REFUSALS, () =>
    auth.api.verifyPasskeyAuthentication({ body: { response }, headers }),
  );
  const used = and(eq(passkeys.credentialID, response.id), eq(passkeys.userId, session.userId));
  return { token: session.token, stillHolds: async (tx) => (await tx.$count(passkeys, used)) > 0 };
}

/** @throws ApiError NOT_FOUND for anybody else's */
export async function renamePasskey(db: Database, request: FastifyRequest, id: string, name: string): Promise<Passkey> {
  const own = and(eq(passkeys.id, id), eq(passkeys.userId, request.user.id));
  const newName = { name: trimmed(name) };
  const row = await changeAsOwner(db, request, undefined, async (tx) => {
    const [renamed] = await tx.update(passkeys).set(newName).where(own).returning();
    if (!renamed) throw noSuchPasskey();
    await recordActivity(tx, request, request.user.id, "passkey-renamed");
    return renamed;
  });
  return toPasskey(row);
}

export const noSuchPasskey = () => new ApiError("NOT_FOUND", "Passkey not found");

const challengeEnded = () => new ApiError("INVALID_TOKEN", "This took too long or is already done. Start again.");
const unusable = () => {
  const message = "This passkey can't be used. It must ask for your fingerprint, face or PIN.";
  return new ApiError("VALIDATION_ERROR", message, { details: [{ in: "body", path: "/response", message }] });
};
const unknownPasskey = () => new ApiError("INVALID_CREDENTIALS", "This passkey isn't linked to an account");

const REGISTRATION_REFUSALS: Refusals = {
  CHALLENGE_NOT_FOUND: challengeEnded,
  YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY: challengeEnded,
  FAILED_TO_VERIFY_REGISTRATION: unusable,
  UNUSABLE_PASSKEY: unusable,
};

const SIGN_IN_REFUSALS: Refusals = {
  CHALLENGE_NOT_FOUND: challengeEnded,
  PASSKEY_NOT_FOUND: unknownPasskey,
  AUTHENTICATION_FAILED: unknownPasskey,
  UNUSABLE_PASSKEY: unknownPasskey,
};

function setChallengeCookie(config: Config, headers: Headers, reply: FastifyReply): void {
  const { name, options } = passkeyCookie(config);
  reply.setCookie(name, readSetCookie(headers, name), { ...options, maxAge: PASSKEY_SECONDS });
}

/** The request's challenge for Better Auth, in the newest secret's name. @throws ApiError INVALID_TOKEN */
function presentedChallenge(config: Config, { headers }: FastifyRequest): Record<string, string> {
  const { name } = passkeyCookie(config);
  const token = verifySessionToken(readCookie(headers.cookie, name) ?? "", config.authSecrets);
  // a two-factor challenge is signed alike, and Better Auth would stumble over it
  if (!token || token.startsWith("2fa-")) throw challengeEnded();
  return { [name]: signSessionToken(token, config.authSecrets) };
}

/** @throws ApiError VALIDATION_ERROR for one that is only spaces */
function trimmed(name: string): string {
  const text = name.trim();
  if (text) return text;
  const details = [{ in: "body" as const, path: "/name", message: "Required" }];
  throw new ApiError("VALIDATION_ERROR", "name: Required", { details });
}

const toPasskey = ({ id, name, backedUp, createdAt }: Row): Passkey => ({
  id,
  name: name ?? "",
  synced: backedUp,
  createdAt: createdAt.toISOString(),
});
