import type { FastifyInstance } from "fastify";
import { ApiError, invalidRequest } from "../../errors.ts";
import { recordFailure } from "../activity/record-activity.ts";
import type { Caller } from "../owner/caller.ts";
import type { Reauthentication } from "../owner/change-as-owner.ts";
import { findPasswordHash } from "./find-password-hash.ts";
import { verifyPassword } from "./hash.ts";

type App = Pick<FastifyInstance, "db" | "credentialLimits" | "log">;

/** How recent a sign-in must be if the account has no password. */
const RECENT_MS = 15 * 60_000;

/**
 * Makes sure that it's the owner who asks for something that a stolen session must not be enough for. Wrong guesses count
 * against the account.
 * @returns what `changeAsOwner` looks at again inside the change's transaction
 * @throws ApiError INVALID_CREDENTIALS for a wrong password, VALIDATION_ERROR for a missing one, RATE_LIMITED, and
 *   REAUTHENTICATION_REQUIRED where the account has no password and the sign-in is too long ago
 */
export async function reauthenticate(
  app: App,
  caller: Caller,
  password: string | undefined,
): Promise<Reauthentication> {
  const { user, session } = caller;
  const hash = await findPasswordHash(app.db, user.id);
  if (!hash) {
    if (Date.now() - session.createdAt.getTime() < RECENT_MS) return { passwordHash: null };
    throw new ApiError("REAUTHENTICATION_REQUIRED", "Sign in again to do this.");
  }
  if (password === undefined) {
    throw invalidRequest([{ in: "body", path: "/password", message: "Required" }]);
  }
  return checkPassword(app, caller, hash, password);
}

/** The same before the password itself is changed. @throws ApiError INVALID_CREDENTIALS, RATE_LIMITED */
export async function requireCurrentPassword(app: App, caller: Caller, password: string): Promise<Reauthentication> {
  const hash = await findPasswordHash(app.db, caller.user.id);
  if (!hash)
    throw new ApiError("INVALID_CREDENTIALS", "Your account has no password. Request a password reset to set one.");
  return checkPassword(app, caller, hash, password);
}

function checkPassword(
  { db, log, credentialLimits }: App,
  caller: Caller,
  hash: string,
  password: string,
): Promise<Reauthentication> {
  const { id, email } = caller.user;
  return credentialLimits.attempt(email, async () => {
    if (!(await verifyPassword({ hash, password }))) {
      recordFailure({ db, log }, caller.client, id, "password-check-failed");
      throw new ApiError("INVALID_CREDENTIALS", "Incorrect password.");
    }
    return { passwordHash: hash };
  });
}
