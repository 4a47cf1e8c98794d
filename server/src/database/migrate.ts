import { openResources, readConfigOrExit } from "../environment.ts";
import { migrateDatabase } from "./migrations.ts";

/** `npm run db:migrate` */
const { config, release } = await openResources(readConfigOrExit());
try {
  await migrateDatabase(config.databaseUrl);
  console.log("The database is up to date.");
} finally {
  await release();
}
