import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import getPort from "get-port";
import { readOptions } from "../src/commands/read-options.ts";
import { createTestDatabase, startTestPostgres } from "../src/test/database/database.ts";

const USAGE = `Usage: npm run bench:sign-in

Measures sign-ins, in turn with a bare argon2id route and with the same and two plain statements, one and 16 at a time;
and how fast /health/live answers meanwhile. Only the ratios count. It uses a database of its own.`;

const ROUNDS = 10;
/** Short, so that whatever else the machine does is in the way of all of them. */
const SECONDS = 2;
const ACCOUNTS = 100;
const PASSWORD = "tulip art at 7";
const SECRET = "only-for-the-benchmark-only-for-the-benchmark";

readOptions(USAGE);
const postgres = await startTestPostgres();
const database = await createTestDatabase(postgres.url);
const servers: ChildProcess[] = [];
try {
  const bare = await startServer("./bare-sign-in-server.ts");
  const ours = await startServer("../src/server.ts");
  const emails = Array.from({ length: ACCOUNTS }, (_, index) => `bench-${index}@example.com`);
  for (const email of emails) await signUp(ours, email);
  for (const connections of [1, 16]) {
    const rates = { bare: 0, statements: 0, ours: 0 };
    let slowestPulse = 0;
    for (let round = 0; round < ROUNDS; round++) {
      rates.bare += (await signIn(`${bare}/api/auth/signin`, connections, emails)).requests.average;
      rates.statements += (await signIn(`${bare}/with-statements`, connections, emails)).requests.average;
      const pulse = autocannon({ url: `${ours}/health/live`, connections: 2, overallRate: 50, duration: SECONDS });
      rates.ours += (await signIn(`${ours}/api/auth/signin`, connections, emails)).requests.average;
      slowestPulse = Math.max(slowestPulse, (await pulse).latency.p99);
    }
    const part = (rate: number) => (rate / rates.bare).toFixed(2);
    console.log(
      `${connections} at a time: ${Math.round(rates.ours / ROUNDS)}/s, bare ${Math.round(rates.bare / ROUNDS)}/s; of bare: ours ${part(rates.ours)}, two statements ${part(rates.statements)}; /health/live p99 ${slowestPulse} ms`,
    );
  }
} finally {
  for (const server of servers) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  await database.drop();
  await postgres.stop();
}

async function startServer(file: string): Promise<string> {
  const port = await getPort();
  const limits = { AUTH_REQUESTS_PER_ADDRESS: "1000000", LOGIN_ATTEMPTS_PER_ACCOUNT: "1000000" };
  const server = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      ...limits,
      NODE_ENV: "test",
      PORT: String(port),
      DATABASE_URL: database.url,
      AUTH_SECRET: SECRET,
    },
  });
  servers.push(server);
  const url = `http://127.0.0.1:${port}`;
  for (let attempt = 0; attempt < 200; attempt++) {
    if (await fetch(`${url}/health/live`).catch(() => undefined)) return url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${file} did not start`);
}

async function signUp(url: string, email: string): Promise<void> {
  const response = await fetch(`${url}/api/auth/signup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (response.status !== 201) throw new Error(`sign-up answered ${response.status}`);
}

async function signIn(url: string, connections: number, emails: string[]): Promise<autocannon.Result> {
  const requests = emails.map((email) => ({ body: JSON.stringify({ email, password: PASSWORD }) }));
  const result = await autocannon({
    url,
    method: "POST",
    headers: { "content-type": "application/json" },
    connections,
    duration: SECONDS,
    requests,
  });
  if (result.non2xx + result.errors > 0) throw new Error(`${result.non2xx + result.errors} sign-ins failed`);
  return result;
}
