import type { ActivityEvent } from "@cafe-app-ai/shared/auth/activity";
import type { FastifyInstance } from "fastify";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import type { Client } from "../../http/client/client.ts";
import type { ActiveSession } from "../../session/sessions.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { lockUser } from "../owner/change-as-owner.ts";

/** Whether what somebody signed in with still opens the account, in a transaction that holds back changes of it. */
export type StillHolds = (tx: Transaction) => Promise<boolean>;

/**
 * The session of a token that Better Auth has just made.
 * @param check because it was made outside of the transaction in which its credential was checked
 * @throws ApiError EMAIL_NOT_VERIFIED where the email must be verified first, INVALID_CREDENTIALS where the credential
 *   has gone meanwhile; the session is ended then
 */
export async function startSession(
  { sessions, auth, db }: Pick<FastifyInstance, "sessions" | "auth" | "db">,
  token: string,
  check: { client: Client; activity: ActivityEvent; stillHolds: StillHolds },
): Promise<ActiveSession> {
  const session = await sessions.open(token);
  const { user } = session;
  if (auth.options.emailAndPassword.requireEmailVerification && !user.emailVerified) {
    await sessions.end(token);
    throw emailNotVerified();
  }
  const admitted = await db.transaction(async (tx) => {
    if (!(await lockUser(tx, user.id)) || !(await check.stillHolds(tx))) return false;
    await recordActivity(tx, check.client, user.id, check.activity);
    return true;
  });
  if (admitted) return session;
  await sessions.end(token);
  throw new ApiError("INVALID_CREDENTIALS", "This sign-in method was just removed. Sign in again.");
}

export const emailNotVerified = () =>
  new ApiError("EMAIL_NOT_VERIFIED", "Confirm your email first. Open the link in the email we sent you.");
