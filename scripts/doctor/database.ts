import { existsSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { Config } from "../../server/src/config.ts";
import { DATA_DIRECTORY } from "../../server/src/data-directory.ts";
import { findBinaries } from "../../server/src/database/embedded/binaries.ts";
import { startEmbeddedPostgres } from "../../server/src/database/embedded/postgres.ts";
import { compareMigrations, readApplied } from "../../server/src/database/migrations/compare-migrations.ts";
import { readMigrations } from "../../server/src/database/migrations/files.ts";
import { findDrift } from "./drift.ts";
import { type Finding, ok, problem, warning } from "./finding.ts";
import { compareClocks } from "./outside.ts";

const LIMIT_MS = 5000;
const MINIMUM_VERSION = 15;

/** The database of the settings, or development's own where there is one already. */
export async function checkDatabase({
  databaseUrl,
  databaseMigrateUrl,
}: Pick<Config, "databaseUrl" | "databaseMigrateUrl">): Promise<Finding[]> {
  const url = databaseMigrateUrl ?? databaseUrl;
  if (url) return checkServer(url, { own: true });
  try {
    const { majorVersion } = await findBinaries();
    const dataDirectory = join(DATA_DIRECTORY, "postgres");
    if (!existsSync(dataDirectory))
      return [ok("Database", `PostgreSQL ${majorVersion}, not created yet; npm run dev creates it`)];
    const postgres = await startEmbeddedPostgres({ dataDirectory });
    return await checkServer(postgres.url, { own: false }).finally(postgres.stop);
  } catch (error) {
    return [
      problem(
        "Database",
        `The development PostgreSQL doesn't start: ${(error as Error).message}`,
        "npm run db:reset begins afresh; DATABASE_URL takes one of your own.",
      ),
    ];
  }
}

/** @param own whether it is the operator's own, which they migrate themselves */
export async function checkServer(url: string, { own }: { own: boolean }): Promise<Finding[]> {
  let client: pg.Client | undefined;
  try {
    client = new pg.Client({ connectionString: url, connectionTimeoutMillis: LIMIT_MS, query_timeout: LIMIT_MS });
    client.on("error", () => {});
    await client.connect();
    const { rows } = await client.query<{ version: string; number: string; now: Date }>(
      "select current_setting('server_version') as version, current_setting('server_version_num') as number, clock_timestamp() as now",
    );
    const [server] = rows;
    if (!server) throw new Error("it answers nothing");
    return [
      describeVersion(server),
      ...compareClocks(server.now.getTime(), "the database"),
      ...(await checkMigrations(client, own)),
    ];
  } catch (error) {
    // where a name has several IP addresses, the error has no message of its own
    const { message, code } = error as NodeJS.ErrnoException;
    return [
      problem(
        "Database",
        `Can't connect: ${message || code}`,
        REMEDIES[code ?? ""] ?? "Check that PostgreSQL is running at the host and port in DATABASE_URL.",
      ),
    ];
  } finally {
    await client?.end().catch(() => {});
  }
}

const REMEDIES: Record<string, string> = {
  "28P01": "Check the user and password in DATABASE_URL.",
  "28000": "Check the user and password in DATABASE_URL.",
  "3D000": "Create the database with createdb, or change DATABASE_URL to one that exists.",
  ENOTFOUND: "Check the host in DATABASE_URL.",
};

export function describeVersion({ version, number }: { version: string; number: string }): Finding {
  if (Number(number) >= MINIMUM_VERSION * 10_000) return ok("Database", `PostgreSQL ${version}`);
  return problem("Database", `PostgreSQL ${version} is too old`, `Use ${MINIMUM_VERSION} or later.`);
}

async function checkMigrations(client: pg.Client, own: boolean): Promise<Finding[]> {
  const { missing, edited, foreign } = compareMigrations(await readApplied(client), readMigrations());
  const findings: Finding[] = [];
  if (edited.length > 0) {
    const remedy = "Revert the edit and put the change in a new migration.";
    findings.push(problem("Migrations", `${edited.join(", ")} was edited after it was applied`, remedy));
  }
  if (missing.length > 0) {
    const message = `${missing.length} to apply, the first is ${missing[0]?.name}`;
    findings.push(
      own
        ? problem("Migrations", message, "Run npm run db:migrate.")
        : warning("Migrations", message, "npm run dev applies them."),
    );
  }
  if (foreign > 0) {
    const message = `${foreign} applied that this version doesn't know`;
    findings.push(
      warning(
        "Migrations",
        message,
        "The database was used by a newer version or another branch. In development, npm run db:reset starts over.",
      ),
    );
  }
  // before they're applied, tables and code differ anyway
  if (missing.length + edited.length + foreign === 0) findings.push(...(await findDrift(client)));
  return findings.length > 0 ? findings : [ok("Migrations", "All applied, and the tables match the schema")];
}
