import { setTimeout as sleep } from "node:timers/promises";
import closeWithGrace from "close-with-grace";
import { buildApp } from "./app.ts";
import { loadWeaknessCheck } from "./auth/password/refuse-weak-password.ts";
import { yieldToRequests } from "./auth/password/yield-to-requests.ts";
import { readOptions } from "./commands/read-options.ts";
import { migrateDatabase } from "./database/migrations/migrate-database.ts";
import { endWithNpm } from "./end-with-npm.ts";
import { explainFailure } from "./explain-failure.ts";
import { listen } from "./http/listen.ts";
import { closeWithin, drainConnections } from "./http/shutdown.ts";
import { listenForMetrics } from "./metrics/listen.ts";
import { openResourcesOrExit, readConfigOrExit } from "./resources.ts";

const USAGE = `Usage: npm start

Runs the API until Ctrl-C or SIGTERM. Settings come from environment variables or .env; .env.example lists them all.
It doesn't serve the app: npm run build creates files for any web server. For development, use npm run dev.`;

/** Milliseconds: in all; for a load balancer to notice "not ready"; for connections to be told to close; for requests to finish. */
const SHUTDOWN_LIMIT_MS = 25_000;
const NOT_READY_MS = 2_000;
const DRAIN_LIMIT_MS = 5_000;
const FINISH_LIMIT_MS = 12_000;

readOptions(USAGE);
const ownConfig = readConfigOrExit();
const { config, release } = await openResourcesOrExit(ownConfig);
// nobody else migrates an embedded database
if (!ownConfig.databaseUrl) await migrateDatabase(config.databaseUrl);
// loaded only where somebody listens
const tracing = config.otlpEndpoint
  ? (await import("./tracing/start-tracing.ts")).startTracing(config.otlpEndpoint)
  : undefined;
const errorReports = config.sentryDsn
  ? (await import("./sentry/start-sentry.ts")).startSentry(config.sentryDsn, config)
  : undefined;
const app = await buildApp({ ...config, tracing, errorReports });

closeWithGrace({ delay: SHUTDOWN_LIMIT_MS, logger: app.log }, async ({ err }) => {
  if (err) {
    if ("code" in err && err.code === "EADDRINUSE") app.log.fatal(explainFailure(err));
    else app.log.fatal({ err }, "ending after an error");
    errorReports?.report(err);
  }
  app.shuttingDown = true;
  if (config.production && !err) {
    await sleep(NOT_READY_MS);
    await drainConnections(app, DRAIN_LIMIT_MS);
  }
  await closeWithin(app, FINISH_LIMIT_MS);
  await release();
});

if (process.env.npm_lifecycle_event === "start") endWithNpm();

if (!config.production && !config.inbox) {
  app.log.warn(
    `HOST=${config.host} is open to other machines, so the development inbox is off. In production, set NODE_ENV=production.`,
  );
}
await listenForMetrics(app, config);
await listen(app, config);
// to npm run dev, or to a process manager
process.send?.("ready");
await yieldToRequests();
// so that the first password someone sets doesn't have to wait
await loadWeaknessCheck();
