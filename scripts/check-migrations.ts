import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { readOptions } from "../server/src/commands/read-options.ts";
import { MIGRATIONS_FOLDER, readMigrations } from "../server/src/database/migrations/files.ts";

const USAGE = `Usage: npm run check:migrations

Checks that no change of the schema is without its migration, and that the new migrations are safe while the API runs.`;

readOptions(USAGE);

const root = fileURLToPath(new URL("..", import.meta.url));
const squawk = join(root, "node_modules/@squawk-cli/linux-x64/bin/squawk");
/** From before squawk read them; what has been merged is never edited. */
const UNREAD = new Set([
  "0000_init",
  "0001_rate_limits",
  "0002_last_seen",
  "0003_accounts",
  "0004_orders",
  "0005_order-figures",
  "0006_account-changes",
]);

checkSchema();
checkSafety();
if (!process.exitCode) console.log("The migrations match the schema and are safe to apply.");

function checkSchema(): void {
  const copy = mkdtempSync(join(tmpdir(), "migrations-"));
  try {
    cpSync(MIGRATIONS_FOLDER, copy, { recursive: true });
    const before = readdirSync(copy).length;
    const kit = join(root, "node_modules/drizzle-kit/bin.cjs");
    // it takes no absolute path
    const out = relative(root, copy);
    const { stdout, stderr } = run(
      process.execPath,
      kit,
      "generate",
      "--dialect=postgresql",
      `--out=${out}`,
      "--schema=server/src/database/schema.ts",
    );
    // where it would ask a question it writes nothing, and ends as if all were well
    if (readdirSync(copy).length !== before || !stdout.includes("No schema changes")) {
      fail("The schema has changed: run npm run db:generate -- --name what-changed", stdout + stderr);
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function checkSafety(): void {
  if (!existsSync(squawk)) {
    console.log("Skipped squawk, which only runs on Linux x64. CI runs it.");
    return;
  }
  chmodSync(squawk, 0o755);
  const files = readMigrations().filter(({ name }) => !UNREAD.has(name));
  for (const inTransaction of [true, false]) {
    const paths = files
      .filter((file) => file.inTransaction === inTransaction)
      .map(({ name }) => `migrations/${name}.sql`);
    if (paths.length === 0) continue;
    const { status, stdout, stderr } = run(squawk, ...(inTransaction ? ["--assume-in-transaction"] : []), ...paths);
    if (status !== 0) fail("A migration is not safe to apply while the application runs:", stdout + stderr);
  }
}

function run(command: string, ...parameters: string[]) {
  return spawnSync(command, parameters, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    timeout: 120_000,
  });
}

function fail(message: string, details: string): void {
  console.error(`${message}\n\n${details}`);
  process.exitCode = 1;
}
