import { type ChildProcess, spawn } from "node:child_process";
import { createHmac, randomBytes } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import autocannon from "autocannon";
import getPort from "get-port";
import pg from "pg";
import { readOptions } from "../src/commands/read-options.ts";
import { createTestDatabase, startTestPostgres } from "../src/test/database/database.ts";

const USAGE = `Usage: npm run bench

Measures one signed-in GET /api/auth/session with 64 connections and 10,000 sessions, in turn with P1: bare Fastify with one
prepared join, without signature check, logs, headers or envelope. Only the ratio counts. It uses a database of its own.`;

const CONNECTIONS = 64;
const SESSIONS = 10_000;
const ROUNDS = 4;
const SECONDS = 5;
const SECRET = "only-for-the-benchmark-only-for-the-benchmark";

readOptions(USAGE);
const postgres = await startTestPostgres();
const database = await createTestDatabase(postgres.url);
const tokens = await insertSessions();
const servers: ChildProcess[] = [];
try {
  const p1 = await startServer("./bare-session-server.ts");
  const ours = await startServer("../src/server.ts");
  const results: Record<"p1" | "ours", autocannon.Result[]> = { p1: [], ours: [] };
  for (let round = 0; round < ROUNDS; round++) {
    results.p1.push(await load(p1));
    results.ours.push(await load(ours));
    process.stdout.write(`round ${round + 1} of ${ROUNDS}\n`);
  }
  const p1Rate = report("P1", results.p1);
  const rate = report("ours", results.ours);
  console.log(`ours / P1: ${(rate / p1Rate).toFixed(2)}`);
} finally {
  for (const server of servers) {
    server.kill("SIGTERM");
    await once(server, "exit");
  }
  await database.drop();
  await postgres.stop();
}

async function insertSessions(): Promise<string[]> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  const all = Array.from({ length: SESSIONS }, () => randomBytes(24).toString("base64url"));
  await client.query(
    `with new_users as (
       insert into users (email, name) select 'bench-' || n || '@example.com', 'Bench' from generate_series(1, $1) n returning id
     ), numbered as (select id, row_number() over () as n from new_users)
     insert into sessions (session_token, user_id, expires_at)
     select token, numbered.id, now() + interval '7 days'
     from unnest($2::text[]) with ordinality as given(token, n) join numbered using (n)`,
    [SESSIONS, all],
  );
  await client.query("analyze");
  await client.end();
  return all;
}

async function startServer(file: string): Promise<string> {
  const port = await getPort();
  const server = spawn(process.execPath, [fileURLToPath(new URL(file, import.meta.url))], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_ENV: "test", PORT: String(port), DATABASE_URL: database.url, AUTH_SECRET: SECRET },
  });
  servers.push(server);
  const url = `http://127.0.0.1:${port}/api/auth/session`;
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await fetch(url).catch(() => undefined)) return url;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${file} did not start`);
}

async function load(url: string): Promise<autocannon.Result> {
  const requests = tokens.map((token) => {
    const signature = createHmac("sha256", SECRET).update(token).digest("base64");
    return { headers: { authorization: `Bearer ${token}.${signature}` } };
  });
  const answer = await fetch(url, requests.at(-1)).then((response) => response.text());
  if (!answer.includes("@example.com")) throw new Error(`${url} does not know who is signed in: ${answer}`);
  let connection = 0;
  // each connection begins elsewhere, or all would ask for the same session at the same time
  const setupClient = (client: autocannon.Client) => {
    const start = Math.floor((connection++ * SESSIONS) / CONNECTIONS);
    client.setRequests([...requests.slice(start), ...requests.slice(0, start)]);
  };
  return autocannon({ url, connections: CONNECTIONS, duration: SECONDS, setupClient });
}

function report(name: string, results: autocannon.Result[]): number {
  const bad = results.reduce((sum, result) => sum + result.non2xx + result.errors, 0);
  if (bad > 0) throw new Error(`${name}: ${bad} requests failed`);
  const rate = results.reduce((sum, result) => sum + result.requests.average, 0) / results.length;
  const p99 = Math.max(...results.map((result) => result.latency.p99));
  console.log(`${name.padEnd(5)} ${Math.round(rate)} requests/s, p99 ${p99} ms`);
  return rate;
}
