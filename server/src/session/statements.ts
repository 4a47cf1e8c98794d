import { and, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Config } from "../config.ts";
import type { Database } from "../database/client.ts";
import { sessions, users } from "../database/schema.ts";
import type { Transaction } from "../database/transaction.ts";

/** How precisely a session's last use is known: one write per request would cost more than it's worth. */
export const LAST_SEEN_PRECISION_SECONDS = 300;
/** How many sessions an account can have at once. */
export const SESSIONS_MAX = 100;
/** How many sessions beyond those one statement ends. */
export const SURPLUS_BATCH = 2000;

/** The valid sessions of `tokens`, for a pool or a transaction. */
export function findSessions(db: Database | Transaction, { sessionMaxSeconds }: Pick<Config, "sessionMaxSeconds">) {
  const { id, token, expiresAt, updatedAt, createdAt, lastSeenAt, userId } = sessions;
  return db
    .select({ id, token, expiresAt, updatedAt, createdAt, lastSeenAt, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, userId))
    .where(
      and(
        sql`${token} = any(${sql.placeholder("tokens")})`,
        gt(expiresAt, sql`now()`),
        gt(createdAt, sql`now() - make_interval(secs => ${sessionMaxSeconds}::int)`),
        isNull(users.deletedAt),
      ),
    )
    .prepare("find_sessions");
}

/** Named statements: PostgreSQL plans them once for each connection. Its clock decides, the same for every replica. */
export function prepareStatements(db: Database, config: Config) {
  const { sessionIdleSeconds, sessionMaxSeconds } = config;
  const idle = sql`make_interval(secs => ${sessionIdleSeconds}::int)`;
  const max = sql`make_interval(secs => ${sessionMaxSeconds}::int)`;
  const { id, token, expiresAt, updatedAt, createdAt, lastSeenAt, userId } = sessions;
  return {
    find: findSessions(db, config),
    renew: db
      .update(sessions)
      .set({ expiresAt: sql`least(now() + ${idle}, ${createdAt} + ${max})`, updatedAt: sql`now()` })
      .where(
        and(
          eq(id, sql.placeholder("id")),
          lt(updatedAt, sql`${sql.placeholder("renewedAt")}::timestamptz + interval '1 ms'`),
        ),
      )
      .returning({ expiresAt })
      .prepare("renew_session"),
    touch: db
      .update(sessions)
      // `updatedAt` stays: it tells when the session was renewed
      .set({ lastSeenAt: sql`now()`, updatedAt: sql`${updatedAt}` })
      .where(
        inArray(
          id,
          db
            .select({ id })
            .from(sessions)
            .where(
              and(
                eq(id, sql.placeholder("id")),
                lt(lastSeenAt, sql`now() - make_interval(secs => ${LAST_SEEN_PRECISION_SECONDS}::int)`),
              ),
            )
            // another replica is doing it
            .for("update", { skipLocked: true }),
        ),
      )
      .prepare("touch_session"),
    endSurplus: db
      .delete(sessions)
      .where(
        sql`ctid in (
          select ctid from ${sessions}
          where ${userId} = ${sql.placeholder("userId")} and (${lastSeenAt}, ${id}) < (
            select ${lastSeenAt}, ${id} from ${sessions}
            where ${userId} = ${sql.placeholder("userId")} and ${expiresAt} > now() and ${createdAt} > now() - ${max}
            order by 1 desc, 2 desc offset ${SESSIONS_MAX - 1} limit 1
          ) limit ${SURPLUS_BATCH} for update skip locked
        )`,
      )
      .prepare("end_surplus_sessions"),
    end: db
      .delete(sessions)
      .where(eq(token, sql.placeholder("token")))
      .prepare("end_session"),
  };
}
