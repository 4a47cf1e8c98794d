import type { ActivityEvent } from "@cafe-app-ai/shared/activity";
import type { SignedIn } from "@cafe-app-ai/shared/auth";
import { eq, sql } from "drizzle-orm";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Database } from "../../database/client.ts";
import { sessions } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import type { ActiveSession } from "../../session/plugin.ts";
import { newSessionToken } from "../../session/signed-value.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { lockUser } from "../owner/change-as-owner.ts";

/** Whether what somebody signed in with still opens the account, in a transaction that holds back changes of it. */
export type StillHolds = (tx: Transaction) => Promise<boolean>;
/** A session that has just been made; `crowded` where its account may have too many by now. */
export type BegunSession = { session: ActiveSession; crowded: boolean };
type Check = { stillHolds: StillHolds; activity: ActivityEvent };

/**
 * Answers with a session that Better Auth has just made, as `admit` does.
 * @param details `check` is for a session that was made outside of the transaction in which its credential was checked
 * @throws ApiError EMAIL_NOT_VERIFIED where the email must be verified first, INVALID_CREDENTIALS where the credential
 *   has gone meanwhile; the session is ended then
 */
export async function startSession(
  { sessions, auth, db }: Pick<FastifyInstance, "sessions" | "auth" | "db">,
  event: string,
  token: string,
  request: FastifyRequest,
  reply: FastifyReply,
  { by, check }: { by?: string; check?: Check } = {},
): Promise<SignedIn> {
  const session = await sessions.open(token);
  const { user } = session;
  if (auth.options.emailAndPassword.requireEmailVerification && !user.emailVerified) {
    await sessions.end(token);
    throw emailNotVerified();
  }
  const admits = async (tx: Transaction, { stillHolds, activity }: Check) => {
    if (!(await lockUser(tx, user.id)) || !(await stillHolds(tx))) return false;
    await recordActivity(tx, request, user.id, activity);
    return true;
  };
  if (check && !(await db.transaction((tx) => admits(tx, check)))) {
    await sessions.end(token);
    throw new ApiError("INVALID_CREDENTIALS", "This sign-in method was just removed. Sign in again.");
  }
  return admit({ sessions }, event, { session, crowded: true }, request, reply, by);
}

/**
 * Answers with a session that has just been made; it takes the place of the one that the request carried, and of the
 * least recently used where the account has too many.
 */
export async function admit(
  { sessions }: Pick<FastifyInstance, "sessions">,
  event: string,
  { session: { user, token, expiresAt }, crowded }: BegunSession,
  request: FastifyRequest,
  reply: FastifyReply,
  by?: string,
): Promise<SignedIn> {
  const replaced = sessions.presentedToken(request);
  if (replaced) await sessions.end(replaced);
  if (crowded) {
    // the next sign-in tries again
    await sessions
      .endSurplus(user.id)
      .catch((error) => request.log.warn({ err: error }, "too many sessions were kept"));
  }
  sessions.setCookie(reply, token, expiresAt);
  request.log.info({ event, userId: user.id, ...(by && { by }) }, event);
  return {
    user,
    // a page has the cookie: script never holds the token
    sessionToken: isPage(request) ? null : sessions.signToken(token),
    expiresAt: expiresAt.toISOString(),
  };
}

/** Ends a session because its owner says so. Ending an unknown one is no error. */
export async function signOut(db: Database, token: string, request: FastifyRequest): Promise<void> {
  await db.transaction(async (tx) => {
    const [ended] = await tx.delete(sessions).where(eq(sessions.token, token)).returning({ userId: sessions.userId });
    if (ended) await recordActivity(tx, request, ended.userId, "signed-out");
  });
}

/**
 * Gives the session another token: a copy of the old one is worth nothing from then on. The session's limits stay.
 * @returns the new token
 */
export async function replaceSessionToken(tx: Transaction, { id }: { id: string }): Promise<string> {
  const token = newSessionToken();
  // `updatedAt` stays: it tells when the session was renewed
  await tx
    .update(sessions)
    .set({ token, updatedAt: sql`${sessions.updatedAt}` })
    .where(eq(sessions.id, id));
  return token;
}

/** Only a browser page's requests say where they come from. */
export const isPage = ({ headers }: FastifyRequest) => headers.origin !== undefined;

export const emailNotVerified = () =>
  new ApiError("EMAIL_NOT_VERIFIED", "Confirm your email first. Open the link in the email we sent you.");
