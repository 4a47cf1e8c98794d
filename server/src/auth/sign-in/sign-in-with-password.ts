import type { SignIn } from "@cafe-app-ai/shared/auth";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { accounts, users } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { clientIp, userAgent } from "../../http/client-ip.ts";
import { type ActiveSession, toUser } from "../../session/plugin.ts";
import { newSessionToken } from "../../session/signed-value.ts";
import { hasRoom, recordFailure } from "../activity/record-activity.ts";
import { joinTransaction } from "../better-auth/join-transaction.ts";
import { lockUser } from "../owner/change-as-owner.ts";
import { hashPassword, verifyPassword } from "../password/hash.ts";
import { findPasswordHash } from "../password/reauthenticate.ts";
import { emailNotVerified } from "../sessions/start-session.ts";
import { createChallenge } from "../two-factor/challenge.ts";

type App = Pick<FastifyInstance, "auth" | "db">;
type Outcome = { session: ActiveSession } | { challenge: string };

/**
 * Sign-in by email and password. It's ours, because Better Auth makes the session after a check of a password that may
 * have changed meanwhile: docs/decisions/0015.
 * @returns a function that gives the new session, or the signed challenge that goes with two-factor authentication. It throws
 *   ApiError INVALID_CREDENTIALS, the same for an unknown email, and EMAIL_NOT_VERIFIED.
 */
export function passwordSignIn({ auth, db }: App, config: Config) {
  const findAccount = prepareFindAccount(db);

  return async ({ email, password }: SignIn, request: FastifyRequest): Promise<Outcome> => {
    const [account] = await findAccount.execute({ email: email.toLowerCase() });
    if (!account?.hash) {
      // takes the time that a check takes
      await hashPassword(password);
      throw incorrectPassword();
    }
    const { user, hash } = account;
    if (!(await verifyPassword({ hash, password }))) {
      recordFailure(db, request, user.id, "sign-in-failed");
      throw incorrectPassword();
    }
    if (config.emailVerificationRequired && !user.emailVerified) throw emailNotVerified();
    if (user.twoFactorEnabled) return { challenge: await challenge(user.id, hash) };
    const session = await beginSession(db, config, { user, hash }, request);
    if (!session) throw incorrectPassword();
    return { session };
  };

  function challenge(userId: string, hash: string): Promise<string> {
    return db.transaction(async (tx) => {
      await lockUser(tx, userId);
      if ((await findPasswordHash(tx, userId)) !== hash) throw incorrectPassword();
      return joinTransaction(tx, () => createChallenge(auth, config, userId));
    });
  }
}

const incorrectPassword = () => new ApiError("INVALID_CREDENTIALS", "Incorrect email or password");

const prepareFindAccount = (db: Database) =>
  db
    .select({ user: users, hash: accounts.password })
    .from(users)
    .leftJoin(accounts, and(eq(accounts.userId, users.id), eq(accounts.providerId, "credential")))
    .where(and(eq(users.email, sql.placeholder("email")), isNull(users.deletedAt)))
    .prepare("find_account");

/**
 * One statement for the last look at the password, the session, and its note in the account's activity: whoever changes the password holds both rows, and
 * either it waits, and ends this session with the others, or this one waits and sees the new hash.
 */
const BEGIN_SESSION = `
  with begun as (
    insert into sessions (session_token, user_id, expires_at, ip_address, user_agent)
    select $1, u.id, now() + make_interval(secs => $2), $3, $4
    from users u join accounts a on a.user_id = u.id
    where u.id = $5 and u.deleted_at is null and not u.two_factor_enabled
      and a.provider_id = 'credential' and a.hashed_password = $6
    for key share of u for share of a
    returning user_id, id, expires_at, created_at, last_seen_at, updated_at
  ), noted as (
    insert into activity (user_id, event, ip_address, user_agent, request_id)
    select user_id, 'signed-in-with-password', $3, $4, $7 from begun
    where ${hasRoom("begun.user_id", "signed-in-with-password")}
  )
  select id, expires_at, created_at, last_seen_at, updated_at from begun`;

type SessionRow = { id: string; expires_at: Date; created_at: Date; last_seen_at: Date; updated_at: Date };

/** @returns undefined where the password has changed, or two-factor authentication was turned on, since they were looked at */
async function beginSession(
  db: Database,
  { sessionIdleSeconds, sessionMaxSeconds }: Config,
  { user, hash }: { user: typeof users.$inferSelect; hash: string },
  request: FastifyRequest,
): Promise<ActiveSession | undefined> {
  const token = newSessionToken();
  const seconds = Math.min(sessionIdleSeconds, sessionMaxSeconds);
  const values = [token, seconds, clientIp(request), userAgent(request), user.id, hash, request.id];
  const { rows } = await db.$client.query<SessionRow>({ name: "begin_session", text: BEGIN_SESSION, values });
  const [row] = rows;
  return (
    row && {
      id: row.id,
      token,
      expiresAt: row.expires_at,
      renewedAt: row.updated_at,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      user: toUser(user),
    }
  );
}
