import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import type { Database } from "../client.ts";
import { compareMigrations, MIGRATIONS_TABLE, readApplied } from "./compare-migrations.ts";
import { dropInvalidIndex } from "./concurrent-index.ts";
import { type Migration, readMigrations } from "./files.ts";

/** An arbitrary number, used by no other advisory lock in this database. */
const LOCK = 3_141_592;
const OTHER_MIGRATOR_LIMIT_MS = 60_000;
/**
 * Every query on a table queues behind a statement that waits for a lock on it, so a migration steps aside before requests
 * give up, and tries again.
 */
const LOCK_LIMIT_MS = 500;
const ALL_LOCKS_LIMIT_MS = 120_000;
const LONGEST_PAUSE_MS = 5000;

export type MigrationOptions = {
  migrations?: Migration[];
  /** How long to keep trying for locks that others hold, in total. */
  locksLimitMs?: number;
};

/**
 * Brings the schema up to date. Several may start at once: one applies, the others wait and find nothing left. A
 * migration is applied whole or, where its first line says `-- outside a transaction`, statement by statement. One that
 * was generated earlier but merged later is applied too.
 * @returns the names of those it applied
 * @throws when the database cannot be reached, a migration was edited after it was applied or fails, another migrator is
 *   at it for a minute, or a lock is not to be had for two
 */
export async function migrateDatabase(url: string, options: MigrationOptions = {}): Promise<string[]> {
  const { migrations = readMigrations(), locksLimitMs = ALL_LOCKS_LIMIT_MS } = options;
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    keepAlive: true,
    application_name: "cafe-app-ai migrate",
  });
  // a lost connection fails the current or next statement; without a listener it would also end the process
  client.on("error", () => {});
  await client.connect();
  try {
    // a role behind a pooler may have a request's
    await client.query("set statement_timeout = 0");
    await waitForTurn(client);
    const deadline = Date.now() + locksLimitMs;
    await client.query(`set lock_timeout = ${LOCK_LIMIT_MS}`);
    const missing = await tryForLock(deadline, () => findMissing(client, migrations));
    for (const migration of missing) {
      const apply = migration.inTransaction ? applyInTransaction : applyOutsideTransaction;
      await apply(client, migration, deadline).catch((error: Error) => {
        throw new Error(`Migration ${migration.name}: ${error.message}`, { cause: error });
      });
    }
    return missing.map(({ name }) => name);
  } finally {
    // ending the session releases the lock
    await client.end();
  }
}

/** Polls instead of waiting: a waiting statement would hold up a `create index concurrently` run by the lock's holder. */
async function waitForTurn(client: pg.Client): Promise<void> {
  const deadline = Date.now() + OTHER_MIGRATOR_LIMIT_MS;
  for (;;) {
    const { rows } = await client.query<{ ours: boolean }>("select pg_try_advisory_lock($1) as ours", [LOCK]);
    if (rows[0]?.ours) return;
    if (Date.now() > deadline) throw new Error("another migration has been running for a minute");
    await sleep(100);
  }
}

async function findMissing(client: pg.Client, migrations: Migration[]): Promise<Migration[]> {
  await client.query("create schema if not exists drizzle");
  await client.query(
    `create table if not exists ${MIGRATIONS_TABLE} (id serial primary key, hash text not null, created_at bigint)`,
  );
  const { missing, edited } = compareMigrations(await readApplied(client), migrations);
  if (edited.length > 0) {
    throw new Error(
      `${edited.join(", ")} was edited after it was applied. Undo that, and make the change in a new migration`,
    );
  }
  return missing;
}

async function applyInTransaction(client: pg.Client, migration: Migration, deadline: number): Promise<void> {
  await tryForLock(deadline, async () => {
    await client.query("begin");
    try {
      for (const statement of migration.statements) await client.query(statement);
      await record(client, migration);
      await client.query("commit");
    } catch (error) {
      await client.query("rollback").catch(() => {});
      throw error;
    }
  });
}

async function applyOutsideTransaction(client: pg.Client, migration: Migration, deadline: number): Promise<void> {
  for (const statement of migration.statements) {
    await tryForLock(deadline, async () => {
      // it waits for transactions that began earlier, but nothing waits for it
      const isConcurrent = /\bconcurrently\b/i.test(statement);
      const limitMs = isConcurrent ? Math.max(deadline - Date.now(), LOCK_LIMIT_MS) : LOCK_LIMIT_MS;
      await client.query(`set lock_timeout = ${limitMs}`);
      await dropInvalidIndex(client, statement);
      try {
        await client.query(statement);
      } catch (error) {
        // as far as possible for now; the next attempt checks again
        await dropInvalidIndex(client, statement).catch(() => {});
        throw error;
      }
    });
  }
  await client.query(`set lock_timeout = ${LOCK_LIMIT_MS}`);
  await tryForLock(deadline, () => record(client, migration));
}

async function record(client: pg.Client, { hash, generatedAt }: Migration): Promise<void> {
  await client.query(`insert into ${MIGRATIONS_TABLE} (hash, created_at) values ($1, $2)`, [hash, generatedAt]);
}

/** Retries with growing pauses for as long as a lock that somebody else holds is what stops it. */
async function tryForLock<T>(deadline: number, work: () => Promise<T>): Promise<T> {
  for (let pauseMs = LOCK_LIMIT_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      const { code } = error as { code?: string };
      // lock timeout or deadlock
      if ((code !== "55P03" && code !== "40P01") || Date.now() + pauseMs > deadline) throw error;
      await sleep(pauseMs * (0.5 + Math.random() / 2));
    }
  }
}

const ownHashes = [...new Set(readMigrations().map(({ hash }) => hash))];

/**
 * Whether every migration of this version has been applied, as it is written. A newer schema counts as current: a
 * deploy is under way.
 */
export async function isSchemaCurrent(db: Pick<Database, "execute">): Promise<boolean> {
  const { rows } = await db.execute<{ exists: boolean }>(
    sql`select to_regclass(${MIGRATIONS_TABLE}) is not null as exists`,
  );
  if (!rows[0]?.exists) return false;
  const applied = await db.execute<{ count: number }>(
    sql`select count(distinct hash)::int as count from ${sql.raw(MIGRATIONS_TABLE)} where hash in ${ownHashes}`,
  );
  return applied.rows[0]?.count === ownHashes.length;
}
