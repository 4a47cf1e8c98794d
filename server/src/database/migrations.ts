import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";
import type { Database } from "./client.ts";

const migrationsFolder = fileURLToPath(new URL("../../../migrations", import.meta.url));

/** Any number that no other use of advisory locks in this database takes. */
const LOCK = 3_141_592;
const LOCK_TIMEOUT = "60s";

/**
 * Brings the schema up to date. Several may start at once: one applies, the others wait and find nothing left.
 * @throws when the database cannot be reached, or another migrator holds the lock for a minute
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: "cafe-app-ai migrate",
  });
  await client.connect();
  try {
    await client.query(`set lock_timeout = '${LOCK_TIMEOUT}'`);
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await migrate(drizzle(client), { migrationsFolder });
  } finally {
    // ending the session releases the lock
    await client.end();
  }
}

const newestMigration = Math.max(...readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis));

/** Whether every migration of this version has been applied. A newer schema counts as current: a deploy is under way. */
export async function isSchemaCurrent(db: Pick<Database, "execute">): Promise<boolean> {
  const { rows } = await db.execute<{ current: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as current`,
  );
  if (!rows[0]?.current) return false;
  const newest = await db.execute<{ newest: string | null }>(
    sql`select max(created_at) as newest from drizzle.__drizzle_migrations`,
  );
  return Number(newest.rows[0]?.newest) >= newestMigration;
}
