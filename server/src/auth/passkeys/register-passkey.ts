import type { NewPasskey, Passkey, WebAuthnOptions } from "@cafe-app-ai/shared/auth/passkeys";
import { eq, sql } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Config } from "../../config.ts";
import { isUniqueViolation } from "../../database/errors.ts";
import { passkeys } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { callAsOwner, type Refusals } from "../better-auth/call-better-auth.ts";
import { passkeyCookie } from "../better-auth/cookies.ts";
import { readSetCookie } from "../better-auth/headers.ts";
import { queueNotice } from "../mail/notices.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";
import { challengeEnded, toBetterAuthCookie } from "./challenge.ts";
import { toPasskey } from "./list-passkeys.ts";
import { trimmedName } from "./rename-passkey.ts";

type App = Pick<FastifyInstance, "auth" | "db" | "mail" | "sessions">;

/** What a browser is to make a passkey with, for the caller, and the challenge to keep in a cookie. */
export async function startRegistration(
  app: App,
  config: Config,
  caller: Caller,
): Promise<{ options: WebAuthnOptions; challenge: string }> {
  const { headers, response } = await callAsOwner(app, caller, (headers) =>
    app.auth.api.generatePasskeyRegistrationOptions({ headers, returnHeaders: true }),
  );
  return { options: response, challenge: readSetCookie(headers, passkeyCookie(config).name) };
}

/**
 * Stores a passkey that a browser created.
 * @throws ApiError INVALID_TOKEN for a challenge that is missing, used, expired or somebody else's; VALIDATION_ERROR for
 *   an answer that proves nothing; CONFLICT for a passkey that is registered
 */
export async function registerPasskey(
  app: App,
  config: Config,
  { name, response }: NewPasskey,
  { caller, challenge }: { caller: Caller; challenge: string | undefined },
): Promise<Passkey> {
  const body = { name: trimmedName(name), response };
  const cookies = toBetterAuthCookie(config, challenge);
  const register = (transaction: Transaction) =>
    callAsOwner(app, caller, (headers) => app.auth.api.verifyPasskeyRegistration({ body, headers }), {
      refusals: REFUSALS,
      cookies,
      transaction,
    });
  try {
    // the password was asked for before the challenge was handed over, and with another one the session has ended
    const row = await changeAsOwner(app.db, caller, undefined, async (tx) => {
      // a refusal uses the challenge up as well, so it's thrown after the commit
      const made = await register(tx).catch((error) => {
        if (error instanceof ApiError) return error;
        throw error;
      });
      if (made instanceof ApiError) return made;
      // by the database's clock, which a password reset compares with
      const times = { createdAt: sql`clock_timestamp()` };
      const [passkey] = await tx.update(passkeys).set(times).where(eq(passkeys.id, made.id)).returning();
      await recordActivity(tx, caller.client, caller.user.id, "passkey-added");
      await queueNotice(app, tx, caller.client, caller.user, "passkey-added");
      return passkey;
    });
    if (row instanceof ApiError) throw row;
    app.mail.wake();
    if (!row) throw new Error("Better Auth did not store the passkey");
    return toPasskey(row);
  } catch (error) {
    if (isUniqueViolation(error)) throw new ApiError("CONFLICT", "This passkey is already registered.");
    throw error;
  }
}

const unusable = () => {
  const message = "This passkey can't be used. It must ask for your fingerprint, face or PIN.";
  return new ApiError("VALIDATION_ERROR", message, { details: [{ in: "body", path: "/response", message }] });
};

const REFUSALS: Refusals = {
  CHALLENGE_NOT_FOUND: challengeEnded,
  YOU_ARE_NOT_ALLOWED_TO_REGISTER_THIS_PASSKEY: challengeEnded,
  FAILED_TO_VERIFY_REGISTRATION: unusable,
  UNUSABLE_PASSKEY: unusable,
};
