import { RESTORE_HOURS } from "@cafe-app-ai/shared/orders";
import { type SQL, sql } from "drizzle-orm";
import type { PgTable } from "drizzle-orm/pg-core";
import fp from "fastify-plugin";
import type { Config } from "../config.ts";
import type { Database } from "../database/client.ts";
import { idempotencyKeys, mails, mailTokens, orders, rateLimits, sessions, verifications } from "../database/schema.ts";
import { IDEMPOTENCY_HOURS } from "./idempotency.ts";

declare module "fastify" {
  interface FastifyInstance {
    /** Removes rows that have expired. @returns how many; 0 also while another process is at it */
    cleanUp: () => Promise<number>;
  }
}

/** Milliseconds. */
const INTERVAL = 10 * 60_000;
/** Rows a statement: each is done in milliseconds and holds its locks no longer. */
const BATCH = 1000;
/** Any number that no other use of advisory locks in this database takes. */
const LOCK = 3_141_593;

/** Removes what has expired, every ten minutes, a little at a time. */
export const cleanUpPlugin = fp<{ config: Pick<Config, "sessionMaxSeconds"> }>(
  async (app, { config }) => {
    const expired = expiredRows(config);
    let closing = false;
    app.decorate("cleanUp", async () => {
      let removed = 0;
      for (const { table, where } of expired) {
        let count = BATCH;
        while (count === BATCH && !closing) {
          count = await removeBatch(app.db, table, where);
          removed += count;
        }
      }
      return removed;
    });

    let running: Promise<unknown> | undefined;
    const timer = setInterval(() => {
      running = app
        .cleanUp()
        .catch((error) =>
          app.log.warn({ err: error }, "expired rows could not be removed; they stay until the next time"),
        );
    }, INTERVAL).unref();
    app.addHook("onClose", async () => {
      closing = true;
      clearInterval(timer);
      await running;
    });
  },
  { name: "clean-up", dependencies: ["database"] },
);

function expiredRows({ sessionMaxSeconds }: Pick<Config, "sessionMaxSeconds">): { table: PgTable; where: SQL }[] {
  return [
    {
      table: sessions,
      where: sql`${sessions.expiresAt} < now() or ${sessions.createdAt} < now() - make_interval(secs => ${sessionMaxSeconds}::int)`,
    },
    { table: verifications, where: sql`${verifications.expiresAt} < now()` },
    { table: mailTokens, where: sql`${mailTokens.expiresAt} < now()` },
    { table: rateLimits, where: sql`${rateLimits.expire} < extract(epoch from now()) * 1000` },
    {
      table: idempotencyKeys,
      where: sql`${idempotencyKeys.createdAt} < now() - interval '${sql.raw(`${IDEMPOTENCY_HOURS}`)} hours'`,
    },
    { table: orders, where: sql`${orders.deletedAt} < now() - interval '${sql.raw(`${RESTORE_HOURS}`)} hours'` },
    // what was given up, so that an operator can still look; and development's inbox
    { table: mails, where: sql`least(${mails.failedAt}, ${mails.sentAt}) < now() - interval '30 days'` },
  ];
}

/** Rows that somebody else holds are left for the next time, and only one process works at once. */
async function removeBatch(db: Database, table: PgTable, where: SQL): Promise<number> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ free: boolean }>(sql`select pg_try_advisory_xact_lock(${LOCK}) as free`);
    if (!rows[0]?.free) return 0;
    const { rowCount } = await tx.execute(
      sql`delete from ${table} where ctid in (select ctid from ${table} where ${where} limit ${BATCH} for update skip locked)`,
    );
    return rowCount ?? 0;
  });
}
