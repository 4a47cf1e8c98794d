import { setTimeout as sleep } from "node:timers/promises";
import closeWithGrace from "close-with-grace";
import { buildApp } from "./app.ts";
import { loadWeaknessCheck } from "./auth/password/refuse-weak-password.ts";
import { yieldToRequests } from "./auth/password/yield-to-requests.ts";
import { migrateDatabase } from "./database/migrations/migrate-database.ts";
import { drainConnections } from "./http/shutdown.ts";
import { listenForMetrics } from "./metrics/listen.ts";
import { openResources, readConfigOrExit } from "./resources.ts";

/** Milliseconds: the whole; how long a load balancer gets to see "not ready"; how long open connections may be used. */
const SHUTDOWN_LIMIT_MS = 25_000;
const NOT_READY_MS = 2_000;
const DRAIN_LIMIT_MS = 5_000;

const ownConfig = readConfigOrExit();
const { config, release } = await openResources(ownConfig);
// a database of our own is nobody else's to migrate
if (!ownConfig.databaseUrl) await migrateDatabase(config.databaseUrl);
const app = await buildApp(config);

closeWithGrace({ delay: SHUTDOWN_LIMIT_MS, logger: app.log }, async ({ err }) => {
  if (err) app.log.fatal({ err }, "ending after an error");
  app.shuttingDown = true;
  if (config.production && !err) {
    await sleep(NOT_READY_MS);
    await drainConnections(app, DRAIN_LIMIT_MS);
  }
  await app.close();
  await release();
});

if (!config.production && !config.inbox) {
  app.log.warn(
    `HOST=${config.host} is open to other machines, so the development inbox is off. In production, set NODE_ENV=production.`,
  );
}
await listenForMetrics(app, config);
await app.listen({ host: config.host, port: config.port });
await yieldToRequests();
// not with somebody's first password
await loadWeaknessCheck();
