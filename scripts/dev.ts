import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import closeWithGrace from "close-with-grace";
import getPort, { portNumbers } from "get-port";
import { readOptions } from "../server/src/commands/read-options.ts";
import { DEMO_ACCOUNT, seedDemoAccount } from "../server/src/commands/seed.ts";
import { migrateDatabase } from "../server/src/database/migrations/migrate-database.ts";
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
  if (err) console.error(err.message);
  await Promise.all(children.map(endProcess));
  await release();
});

// npm's shell passes no signal on: after `kill` or an editor's stop button, this process lives on with another parent.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.kill(process.pid, "SIGTERM"), 500).unref();

console.log("Starting PostgreSQL…");
const resources = await openResources(settings);
release = resources.release;
const { config } = resources;
await migrateDatabase(config.databaseUrl);
const seeded = await seedDemoAccount(config).catch((error: Error) => console.error(error.message));
if (seeded) console.log("Created a demo account with 90 days of orders.");

const apiPort = await getPort({ port: portNumbers(config.port, config.port + 20) });
const clientPort = await getPort({ port: portNumbers(5173, 5193) });
const api = `http://localhost:${apiPort}`;
const client = `http://localhost:${clientPort}`;
const environment = {
  ...process.env,
  DATABASE_URL: config.databaseUrl,
  AUTH_SECRET: config.authSecrets.join(","),
  PORT: String(apiPort),
  API_URL: api,
  CLIENT_ORIGIN: [client, ...config.clientOrigins].join(","),
};
start("--import", "./server/src/quick-resolve.ts", "--watch", "--watch-preserve-output", "server/src/server.ts");
start("node_modules/vite/bin/vite.js", "client", "--port", String(clientPort), "--strictPort", "--logLevel", "warn");

await Promise.all([untilAnswering(`${api}/health/ready`), untilAnswering(client)]);
console.log(`
  App       ${client}
  Sign in   ${DEMO_ACCOUNT.email}  /  ${DEMO_ACCOUNT.password}
  API       ${api}
  API docs  ${api}/api/docs${config.smtpUrl ? "" : `\n  Inbox     ${client}/inbox`}

  Press Ctrl-C to stop.
`);

function start(...parameters: string[]): void {
  const child = spawn(process.execPath, ["--import", "./scripts/end-with-parent.ts", ...parameters], {
    cwd: root,
    env: environment,
    stdio: ["pipe", "inherit", "inherit"],
  });
  children.push(child);
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

async function untilAnswering(url: string): Promise<void> {
  const deadline = Date.now() + READY_LIMIT_MS;
  while (Date.now() < deadline) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${url} didn't respond within ${READY_LIMIT_MS / 1000} seconds. See the messages above.`);
}
