import { ACTIVITY_DAYS } from "@cafe-app-ai/shared/auth/activity";
import { RESTORE_HOURS } from "@cafe-app-ai/shared/orders";
import { getTableName, type SQL, sql } from "drizzle-orm";
import type { PgColumn, PgTable } from "drizzle-orm/pg-core";
import fp from "fastify-plugin";
import type { Config } from "../config.ts";
import type { Database } from "./client.ts";
import { activity, idempotencyKeys, mails, mailTokens, orders, rateLimits, sessions, verifications } from "./schema.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Removes rows that have expired, within a minute. @returns how many; 0 also while another process is at it */
    cleanUp: () => Promise<number>;
  }
}

/** How long the answer to a request with an `Idempotency-Key` is kept. */
export const IDEMPOTENCY_HOURS = 24;

const INTERVAL_MS = 10 * 60_000;
/** The rest is left for the next run. */
const ROUND_LIMIT_MS = 60_000;
/** Rows per statement, so that each takes milliseconds and holds its locks no longer. */
const BATCH = 1000;
/** An arbitrary number, used by no other advisory lock in this database. */
const LOCK = 3_141_593;

/** Removes what has expired, every ten minutes, a little at a time. */
export const cleanUpPlugin = fp<{ config: Pick<Config, "sessionMaxSeconds"> }>(
  async (app, { config }) => {
    let closing = false;
    app.decorate("cleanUp", async () => {
      const deadline = performance.now() + ROUND_LIMIT_MS;
      let removed = 0;
      // a batch from each in turn, so that a table with a lot to remove doesn't hold up the others
      let due = expiredRows(config);
      while (due.length > 0) {
        const unfinished: Expired[] = [];
        for (const expired of due) {
          if (closing || performance.now() > deadline) return removed;
          try {
            const count = await removeBatch(app.db, expired);
            if (count === "elsewhere") return removed;
            removed += count;
            if (count === BATCH) unfinished.push(expired);
          } catch (error) {
            const table = getTableName(expired.table);
            app.log.warn({ err: error, table }, "expired rows couldn't be removed; they stay until the next time");
          }
        }
        due = unfinished;
      }
      return removed;
    });

    let running: Promise<unknown> | undefined;
    const timer = setInterval(() => {
      running = app.cleanUp();
    }, INTERVAL_MS).unref();
    app.addHook("onClose", async () => {
      closing = true;
      clearInterval(timer);
      await running;
    });
  },
  { name: "clean-up", dependencies: ["database"] },
);

type Expired = { table: PgTable; column: PgColumn; before: SQL };

/** What has expired: rows whose (indexed) column is earlier than a given time. */
export function expiredRows({ sessionMaxSeconds }: Pick<Config, "sessionMaxSeconds">): Expired[] {
  const now = sql`now()`;
  const hoursAgo = (hours: number) => sql`now() - make_interval(hours => ${hours}::int)`;
  const monthAgo = sql`now() - interval '30 days'`;
  const longestSession = sql`now() - make_interval(secs => ${sessionMaxSeconds}::int)`;
  return [
    { table: sessions, column: sessions.expiresAt, before: now },
    { table: sessions, column: sessions.createdAt, before: longestSession },
    { table: verifications, column: verifications.expiresAt, before: now },
    { table: mailTokens, column: mailTokens.expiresAt, before: now },
    { table: rateLimits, column: rateLimits.expire, before: sql`(extract(epoch from now()) * 1000)::bigint` },
    { table: idempotencyKeys, column: idempotencyKeys.createdAt, before: hoursAgo(IDEMPOTENCY_HOURS) },
    { table: activity, column: activity.at, before: hoursAgo(24 * ACTIVITY_DAYS) },
    { table: orders, column: orders.deletedAt, before: hoursAgo(RESTORE_HOURS) },
    // mails that failed for good, kept so that an operator can look at them; and development's inbox
    { table: mails, column: mails.failedAt, before: monthAgo },
    { table: mails, column: mails.sentAt, before: monthAgo },
  ];
}

/** Deletes a batch by the index, skipping rows that are locked until the next run. */
export const deleteBatch = ({ table, column, before }: Expired) =>
  sql`delete from ${table} where ctid = any(array(
    select ctid from ${table} where ${column} < ${before} order by ${column} limit ${BATCH} for update skip locked))`;

/** Only one process cleans up at a time. */
async function removeBatch(db: Database, expired: Expired): Promise<number | "elsewhere"> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ free: boolean }>(sql`select pg_try_advisory_xact_lock(${LOCK}) as free`);
    if (!rows[0]?.free) return "elsewhere";
    const { rowCount } = await tx.execute(deleteBatch(expired));
    return rowCount ?? 0;
  });
}
