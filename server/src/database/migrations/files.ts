import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";

export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../../../../migrations", import.meta.url));

/** The first line of a migration whose statements PostgreSQL refuses in a transaction, or that should not share one. */
const OUTSIDE_TRANSACTION = /^-- outside a transaction\s*$/m;

export type Migration = {
  /** The file's name without its ending. */
  name: string;
  /** SHA-256 of the file, by which the database knows that it was applied. */
  hash: string;
  /** When it was generated, milliseconds since 1970. */
  generatedAt: number;
  statements: string[];
  inTransaction: boolean;
};

/** The migrations in the order of their journal. Throws where a file is missing. */
export function readMigrations(folder = MIGRATIONS_FOLDER): Migration[] {
  const journal: { entries: { tag: string }[] } = JSON.parse(
    readFileSync(join(folder, "meta", "_journal.json"), "utf8"),
  );
  const files = readMigrationFiles({ migrationsFolder: folder });
  return files.map(({ hash, folderMillis, sql }, index) => ({
    name: journal.entries[index]?.tag ?? "",
    hash,
    generatedAt: folderMillis,
    statements: sql,
    inTransaction: !OUTSIDE_TRANSACTION.test(sql[0]?.split("\n", 1)[0] ?? ""),
  }));
}
