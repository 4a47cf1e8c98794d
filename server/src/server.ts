import closeWithGrace from "close-with-grace";
import { buildApp } from "./app.ts";
import { migrateDatabase } from "./database/migrations.ts";
import { openResources, readConfigOrExit } from "./environment.ts";

/** How long accepted requests may take to finish, and how long a load balancer gets to see "not ready", milliseconds. */
const SHUTDOWN_LIMIT = 25_000;
const DRAIN_TIME = 2_000;

const ownConfig = readConfigOrExit();
const { config, release } = await openResources(ownConfig);
// a database of our own is nobody else's to migrate
if (!ownConfig.databaseUrl) await migrateDatabase(config.databaseUrl);
const app = await buildApp(config);

closeWithGrace({ delay: SHUTDOWN_LIMIT, logger: app.log }, async ({ err }) => {
  if (err) app.log.fatal({ err }, "ending after an error");
  app.shuttingDown = true;
  if (config.production && !err) await new Promise((resolve) => setTimeout(resolve, DRAIN_TIME));
  await app.close();
  await release();
});

await app.listen({ host: config.host, port: config.port });
