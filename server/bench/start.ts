import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import getPort from "get-port";
import { readOptions } from "../src/commands/read-options.ts";

const USAGE = `Usage: npm run bench:start

Measures how soon the server answers after it starts, with and without quick-resolve.ts. Only the ratio counts. It needs no
database.`;

const ROUNDS = 10;

readOptions(USAGE);
const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const totals = { plain: 0, quick: 0 };
for (let round = 0; round < ROUNDS; round++) {
  totals.plain += await start();
  totals.quick += await start("--import", path("../src/quick-resolve.ts"));
}
const ms = (total: number) => `${Math.round(total / ROUNDS)} ms`;
const ratio = (totals.quick / totals.plain).toFixed(2);
console.log(`answers after ${ms(totals.quick)}, without quick-resolve.ts after ${ms(totals.plain)}: ${ratio} of it`);

/** @returns milliseconds until the server answers */
async function start(...options: string[]): Promise<number> {
  const port = await getPort();
  const began = performance.now();
  const server = spawn(process.execPath, [...options, path("../src/server.ts")], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "test",
      PORT: String(port),
      METRICS_PORT: "0",
      // nobody is there: to answer that it's alive, it needs none
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing",
      AUTH_SECRET: "only-for-the-benchmark-only-for-the-benchmark",
      LOG_LEVEL: "fatal",
    },
  });
  while (!(await fetch(`http://127.0.0.1:${port}/health/live`).catch(() => undefined))?.ok) {
    if (server.exitCode !== null) throw new Error(`The server ended with exit code ${server.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const took = performance.now() - began;
  server.kill("SIGTERM");
  await once(server, "exit");
  return took;
}
