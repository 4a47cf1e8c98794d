import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import closeWithGrace from "close-with-grace";
import { openResources, readConfigOrExit } from "../server/src/resources.ts";

/** `npm run db:studio`: Drizzle's page over the database of the settings, or development's, until Ctrl-C. */
const root = fileURLToPath(new URL("..", import.meta.url));
const { config, release } = await openResources(readConfigOrExit());
const parameters = [
  "node_modules/drizzle-kit/bin.cjs",
  "studio",
  "--config",
  "server/drizzle.config.ts",
  ...process.argv.slice(2),
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
