import type { SignIn } from "@cafe-app-ai/shared/auth/sign-in";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { accounts, users } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import type { Client } from "../../http/client/client.ts";
import { leftMsUntil } from "../../limits/consume-sql.ts";
import type { ActiveSession } from "../../session/sessions.ts";
import { newSessionToken } from "../../session/signed-value.ts";
import { SESSIONS_MAX } from "../../session/statements.ts";
import { toUser } from "../../session/to-user.ts";
import { hasRoom, recordFailure } from "../activity/record-activity.ts";
import { callBetterAuth } from "../better-auth/call-better-auth.ts";
import { lockUser } from "../owner/change-as-owner.ts";
import { passwordOf } from "../owner/password-of.ts";
import { findPasswordHash } from "../password/find-password-hash.ts";
import { hashPassword, verifyPassword } from "../password/hash.ts";
import { emailNotVerified } from "../sessions/start-session.ts";
import { createChallenge } from "../two-factor/challenge.ts";

type App = Pick<FastifyInstance, "auth" | "db" | "credentialLimits" | "log">;
/** A session that has just been made; `crowded` where its account may have too many by now. */
type BegunSession = { session: ActiveSession; crowded: boolean };
type Outcome = BegunSession | { challenge: string };

/**
 * Sign-in by email and password. It's ours, because Better Auth makes the session after a check of a password that may
 * have changed meanwhile: docs/decisions/0015. It costs two statements, one before the hash and one after it.
 * @returns a function that gives the new session, or the signed challenge that goes with two-factor authentication. It throws
 *   ApiError RATE_LIMITED, INVALID_CREDENTIALS, the same for an unknown email, and EMAIL_NOT_VERIFIED.
 */
export function passwordSignIn({ auth, db, credentialLimits, log }: App, config: Config) {
  const startAttempt = prepareStartAttempt({ db, credentialLimits });

  return async ({ email, password }: SignIn, client: Client): Promise<Outcome> => {
    const keys = credentialLimits.signInKeys(client.ip, email);
    const [attempt] = await startAttempt.execute({ email: email.toLowerCase(), ...keys });
    if (!attempt) throw new Error("The attempt was not counted");
    credentialLimits.requireAttempt(client.ip, attempt);
    return credentialLimits.keepWrong(email, () =>
      checkPassword({ user: attempt.user, hash: attempt.hash, counter: keys.accountKey }, password, client),
    );
  };

  async function checkPassword({ user, hash, counter }: Found, password: string, client: Client): Promise<Outcome> {
    if (!user || !hash) {
      // takes the time that a check takes
      await hashPassword(password);
      throw incorrectPassword();
    }
    if (!(await verifyPassword({ hash, password }))) {
      recordFailure({ db, log }, client, user.id, "sign-in-failed");
      throw incorrectPassword();
    }
    if (config.emailVerificationRequired && !user.emailVerified) throw emailNotVerified();
    if (user.twoFactorEnabled) {
      const answer = { challenge: await challenge(user.id, hash) };
      await credentialLimits.clear(user.email);
      return answer;
    }
    const begun = await beginSession(db, config, { user, hash, counter }, client);
    if (!begun) throw incorrectPassword();
    return begun;
  }

  function challenge(userId: string, hash: string): Promise<string> {
    return db.transaction(async (tx) => {
      await lockUser(tx, userId);
      if ((await findPasswordHash(tx, userId)) !== hash) throw incorrectPassword();
      return callBetterAuth(() => createChallenge(auth, config, userId), { transaction: tx });
    });
  }
}

const incorrectPassword = () => new ApiError("INVALID_CREDENTIALS", "Incorrect email or password.");

type User = typeof users.$inferSelect;
/** `counter` is the key of the account's count of attempts, which a session clears. */
type Found = { user: User | null; hash: string | null; counter: string };

/** Counts the attempt and finds the account that it is at. */
function prepareStartAttempt({ db, credentialLimits }: Pick<App, "db" | "credentialLimits">) {
  const { ip, account } = credentialLimits.signInCounters(db);
  return db
    .with(ip, account)
    .select({
      ipLeft: leftMsUntil(ip.expire),
      account: account.points,
      accountLeft: leftMsUntil(account.expire),
      user: users,
      hash: accounts.password,
    })
    .from(ip)
    .leftJoin(account, sql`true`)
    .leftJoin(users, and(eq(users.email, sql.placeholder("email")), isNull(users.deletedAt)))
    .leftJoin(accounts, passwordOf(users.id))
    .prepare("start_sign_in");
}

/**
 * One statement for the last look at the password, the session, its note in the account's activity and the end of the
 * count of attempts: whoever changes the password holds both rows, and either it waits, and ends this session with the
 * others, or this one waits and sees the new hash.
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
  ), cleared as (
    delete from rate_limits where key = $8 and exists (select from begun)
  )
  select id, expires_at, created_at, last_seen_at, updated_at,
    exists (select from sessions where user_id = $5 offset ${SESSIONS_MAX / 2}) as crowded from begun`;

type Times = { expires_at: Date; created_at: Date; last_seen_at: Date; updated_at: Date };
type SessionRow = Times & { id: string; crowded: boolean };

/** @returns undefined where the password has changed, or two-factor authentication was turned on, since they were looked at */
async function beginSession(
  db: Database,
  { sessionIdleSeconds, sessionMaxSeconds }: Config,
  { user, hash, counter }: { user: User; hash: string; counter: string },
  client: Client,
): Promise<BegunSession | undefined> {
  const token = newSessionToken();
  const seconds = Math.min(sessionIdleSeconds, sessionMaxSeconds);
  const { ip, userAgent, requestId } = client;
  const values = [token, seconds, ip, userAgent, user.id, hash, requestId, counter];
  const { rows } = await db.$client.query<SessionRow>({ name: "begin_session", text: BEGIN_SESSION, values });
  const [row] = rows;
  if (!row) return undefined;
  const session = {
    id: row.id,
    token,
    expiresAt: row.expires_at,
    renewedAt: row.updated_at,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    user: toUser(user),
  };
  return { session, crowded: row.crowded };
}
