import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import closeWithGrace from "close-with-grace";
import getPort, { portNumbers } from "get-port";
import { readOptions } from "../server/src/commands/read-options.ts";
import { DEMO_ACCOUNT, seedDemoAccount } from "../server/src/commands/seed.ts";
import { migrateDatabase } from "../server/src/database/migrations/migrate-database.ts";
import { endWithNpm } from "../server/src/end-with-npm.ts";
import { explainFailure } from "../server/src/explain-failure.ts";
import { openResources, readConfigOrExit } from "../server/src/resources.ts";

const USAGE = `Usage: npm run dev

Runs the database, the API and the app, the last two with reload, until Ctrl-C. It applies migrations, creates a demo account,
and prints the URLs. If a port is taken, it uses the next free one. It starts at PORT, or else 3000, for the API, and at 5173 for the app.`;

const READY_LIMIT_MS = 60_000;
const root = fileURLToPath(new URL("..", import.meta.url));
readOptions(USAGE);
const settings = readConfigOrExit();
if (settings.production) {
  console.error("npm run dev is for development: unset NODE_ENV");
  process.exit(1);
}

const children: ChildProcess[] = [];
let release = async () => {};
closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
  if (err) console.error(explainFailure(err));
  await Promise.all(children.map(endProcess));
  await release();
});

endWithNpm();

console.log(settings.databaseUrl ? "Connecting to the database in DATABASE_URL…" : "Starting PostgreSQL…");
const resources = await openResources(settings);
release = resources.release;
const { config } = resources;
await migrateDatabase(config.databaseUrl);
const seeded = await seedDemoAccount(config).catch((error) => console.error(explainFailure(error)));
if (seeded) console.log("Created a demo account with 90 days of orders.");

const apiPort = await getPort({ port: portNumbers(config.port, config.port + 20) });
const clientPort = await getPort({ port: portNumbers(5173, 5193) });
const { metricsPort } = config;
const freeMetricsPort = metricsPort && (await getPort({ port: portNumbers(metricsPort, metricsPort + 20) }));
const api = `http://localhost:${apiPort}`;
const client = `http://localhost:${clientPort}`;
const environment = {
  ...process.env,
  DATABASE_URL: config.databaseUrl,
  AUTH_SECRET: config.authSecrets.join(","),
  PORT: String(apiPort),
  METRICS_PORT: String(freeMetricsPort),
  API_URL: api,
  CLIENT_ORIGIN: [client, ...config.clientOrigins].join(","),
};
const watcher = ["--watch", "--watch-preserve-output"];
const apiProcess = start("--import", "./server/src/quick-resolve.ts", ...watcher, "server/src/server.ts");
const vite = ["node_modules/vite/bin/vite.js", "client", "--strictPort", "--logLevel", "warn"];
const clientProcess = start(...vite, "--port", String(clientPort));

await Promise.race([
  Promise.all([untilReady(apiProcess), untilAnswering(client)]),
  once(clientProcess, "exit").then(() => fail("The app's server ended.")),
  sleep(READY_LIMIT_MS).then(() => fail(`The API or the app didn't start within ${READY_LIMIT_MS / 1000} seconds.`)),
]);
console.log(`
  App       ${client}
  Sign in   ${DEMO_ACCOUNT.email}  /  ${DEMO_ACCOUNT.password}
  API       ${api}
  API docs  ${api}/api/docs${config.smtpUrl ? "" : `\n  Inbox     ${client}/inbox`}

  Press Ctrl-C to stop.
`);

function start(...parameters: string[]): ChildProcess {
  const child = spawn(process.execPath, ["--import", "./scripts/end-with-parent.ts", ...parameters], {
    cwd: root,
    env: environment,
    stdio: ["pipe", "inherit", "inherit", "ipc"],
  });
  children.push(child);
  return child;
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

/** By its own word: on its port, another one that started at the same time may answer. */
function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.on("message", (message) => message === "ready" && resolve()));
}

async function untilAnswering(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (response?.ok) return;
    await sleep(200);
  }
}

function fail(message: string): never {
  throw new Error(`${message} See the messages above.`);
}
