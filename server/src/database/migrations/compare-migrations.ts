import type pg from "pg";
import type { Migration } from "./files.ts";

/** Drizzle Kit's own table, so that its commands agree with us. */
export const MIGRATIONS_TABLE = "drizzle.__drizzle_migrations";

export type Applied = { hash: string; created_at: string };

/** What the database says was applied; empty if it was never migrated. */
export async function readApplied(client: pg.Client): Promise<Applied[]> {
  const table = await client.query<{ exists: boolean }>("select to_regclass($1) is not null as exists", [
    MIGRATIONS_TABLE,
  ]);
  if (!table.rows[0]?.exists) return [];
  const { rows } = await client.query<Applied>(`select hash, created_at from ${MIGRATIONS_TABLE}`);
  return rows;
}

/** Which migrations still have to be applied, which were edited after they were, and how many unknown ones were applied. */
export function compareMigrations(applied: Applied[], migrations: Migration[]) {
  const hashes = new Set(applied.map(({ hash }) => hash));
  const times = new Set(applied.map(({ created_at }) => Number(created_at)));
  const unapplied = migrations.filter(({ hash }) => !hashes.has(hash));
  const edited = unapplied.filter(({ generatedAt }) => times.has(generatedAt)).map(({ name }) => name);
  const missing = unapplied.filter(({ generatedAt }) => !times.has(generatedAt));
  const ownTimes = new Set(migrations.map(({ generatedAt }) => generatedAt));
  const own = new Set(migrations.map(({ hash }) => hash));
  const foreign = applied.filter(({ hash, created_at }) => !own.has(hash) && !ownTimes.has(Number(created_at))).length;
  return { missing, edited, foreign };
}
