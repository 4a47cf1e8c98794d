import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseUnavailable } from "../database/errors.ts";
import { migrateDatabase } from "../database/migrations/migrate-database.ts";
import { explainFailure } from "../explain-failure.ts";
import { openResourcesOrExit, readConfigOrExit } from "../resources.ts";
import { readOptions } from "./read-options.ts";

const USAGE = `Usage: npm run db:migrate [-- --wait]

Applies pending migrations to the database in DATABASE_MIGRATE_URL or DATABASE_URL, or else to the development database.

  --wait  wait up to 30 seconds for a database that's still starting`;

const WAIT_LIMIT_MS = 30_000;

/** `npm run db:migrate` */
const { values } = readOptions(USAGE, { options: { wait: { type: "boolean" } } });
const deadline = Date.now() + (values.wait ? WAIT_LIMIT_MS : 0);
const { config, release } = await openResourcesOrExit(readConfigOrExit());
try {
  const applied = await migrateWhenReachable(config.databaseMigrateUrl ?? config.databaseUrl);
  for (const name of applied) console.log(`Applied ${name}.`);
  console.log("The database is up to date.");
} catch (error) {
  console.error(`The database couldn't be migrated: ${explainFailure(error)}`);
  process.exitCode = 1;
} finally {
  await release();
}

async function migrateWhenReachable(url: string): Promise<string[]> {
  for (;;) {
    try {
      return await migrateDatabase(url);
    } catch (error) {
      if (!isDatabaseUnavailable(error) || Date.now() > deadline) throw error;
      await sleep(500);
    }
  }
}
