import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import closeWithGrace from "close-with-grace";
import { readOptions } from "../server/src/commands/read-options.ts";
import { openResourcesOrExit, readConfigOrExit } from "../server/src/resources.ts";

const USAGE = `Usage: npm run db:studio [-- --port 4983] [-- --host 127.0.0.1]

Serves a page for viewing and editing the tables of DATABASE_URL, or else of the development database, until Ctrl-C.`;

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = readOptions(USAGE, { options: { port: { type: "string" }, host: { type: "string" } } });
const { config, release } = await openResourcesOrExit(readConfigOrExit());
const parameters = [
  "node_modules/drizzle-kit/bin.cjs",
  "studio",
  "--config",
  "server/drizzle.config.ts",
  ...Object.entries(values).map(([name, value]) => `--${name}=${value}`),
];
const studio = spawn(process.execPath, parameters, {
  cwd: root,
  env: { ...process.env, DATABASE_URL: config.databaseUrl },
  stdio: "inherit",
});
const ended = once(studio, "exit");
const { close } = closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
  if (err) console.error(err.message);
  studio.kill("SIGTERM");
  await ended;
  await release();
});
await ended;
process.exitCode = studio.exitCode ?? 0;
await close();
