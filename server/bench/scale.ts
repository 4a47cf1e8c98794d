import { setInterval as every, setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import pg from "pg";
import { buildApp } from "../src/app.ts";
import { readOptions } from "../src/commands/read-options.ts";
import { readConfig } from "../src/config.ts";
import { statementSeconds } from "../src/metrics/registry.ts";
import { createTestDatabase, startTestPostgres } from "../src/test/database/database.ts";
import { PASSWORD } from "../src/test/factories.ts";
import { runServer } from "../src/test/run-program.ts";

const USAGE = `Usage: npm run bench:scale [-- sessions | orders | clean-up]

Measures what one account costs that has 300,000 sessions or a million orders, and what the clean-up of two million rows costs
everybody else. The figures are of decision 0015. It uses a database of its own.`;

const {
  positionals: [chosen],
} = readOptions(USAGE, { allowPositionals: true });
const SESSIONS = 300_000;
const ORDERS = 1_000_000;
const EXPIRED = 2_000_000;
const MIB = 1024 * 1024;

const postgres = await startTestPostgres();
const database = await createTestDatabase(postgres.url);
const client = new pg.Client({ connectionString: database.url });
await client.connect();
const metricsPort = await getPort();
const server = await runServer({
  DATABASE_URL: database.url,
  METRICS_PORT: String(metricsPort),
  AUTH_REQUESTS_PER_ADDRESS: "1000000",
});
const measurements = { sessions: measureSessions, orders: measureOrders, "clean-up": measureCleanUp };
try {
  for (const [name, measure] of Object.entries(measurements)) if (!chosen || chosen === name) await measure();
} finally {
  server.signal("SIGTERM");
  await server.ended;
  await client.end();
  await database.drop();
  await postgres.stop();
}

async function measureSessions(): Promise<void> {
  const { id, headers } = await signUp("sessions@example.com");
  await client.query(
    `insert into sessions (session_token, user_id, expires_at, last_seen_at)
     select gen_random_uuid(), $1, now() + interval '5 days', now() - make_interval(secs => n)
     from generate_series(1, $2::int) n`,
    [id, SESSIONS],
  );
  await client.query("vacuum analyze sessions");
  const list = () => fetch(`${server.url}/api/auth/sessions`, { headers });
  await tell(`list of ${SESSIONS} sessions`, list);
  await tell("a sign-in, which ends all but a hundred of them", () => post("signin", "sessions@example.com"));
  const { rows } = await client.query("select count(*)::int as left from sessions where user_id = $1", [id]);
  console.log(`  sessions left: ${rows[0].left}`);
  await tell("a second sign-in", () => post("signin", "sessions@example.com"));
}

async function measureOrders(): Promise<void> {
  const { id, headers } = await signUp("orders@example.com");
  // figures are counted once, afterwards
  await client.query("set cafe.count_later = 'on'");
  await client.query(
    `insert into orders (user_id, item, category, quantity, total_cents, placed_at)
     select $1, 'Flat white', 'Coffee', 1, 420, now() - make_interval(mins => n) from generate_series(1, $2::int) n`,
    [id, ORDERS],
  );
  await client.query("reset cafe.count_later");
  await client.query("select mend_order_figures($1)", [id]);
  await client.query("vacuum analyze");
  const [before, watch] = [await memory(), watchMemory()];
  let bytes = 0;
  await tell(`export of ${ORDERS} orders`, async () => {
    const answer = await fetch(`${server.url}/api/auth/export`, { headers });
    for await (const chunk of answer.body ?? []) bytes += chunk.length;
    return answer;
  });
  console.log(
    `  ${Math.round(bytes / MIB)} MiB; memory ${Math.round(before)} MiB before, ${Math.round(await watch())} at most`,
  );

  const began = performance.now();
  const remove = { method: "DELETE", headers, body: JSON.stringify({ password: PASSWORD }) };
  await tell("deletion of that account, its answer", () => fetch(`${server.url}/api/auth/user`, remove));
  while ((await client.query("select from users where id = $1", [id])).rowCount) await sleep(100);
  console.log(`  the last row is gone after ${seconds(began)} s`);
}

async function measureCleanUp(): Promise<void> {
  const { headers } = await signUp("clean-up@example.com");
  await client.query(
    `with accounts as (
       insert into users (email, name) select n || '@example.com', 'Ada' from generate_series(1, $1::int) n returning id
     )
     insert into sessions (session_token, user_id, expires_at)
     select gen_random_uuid(), id, now() - make_interval(secs => n) from accounts, generate_series(1, 100) n`,
    [EXPIRED / 100],
  );
  await client.query("vacuum analyze");
  const config = readConfig({
    NODE_ENV: "test",
    LOG_LEVEL: "silent",
    AUTH_SECRET: "only-for-the-benchmark-only-for-it",
    DATABASE_URL: database.url,
  });
  const app = await buildApp({ ...config, databaseUrl: database.url });
  await app.ready();
  const ask = () => fetch(`${server.url}/api/auth/sessions`, { headers });
  console.log(`list of sessions before the clean-up: ${describe(await watch(ask, sleep(5000)))}`);
  for (let left = EXPIRED; left > 0; ) {
    const began = performance.now();
    const round = app.cleanUp();
    const others = await watch(ask, round);
    const { rows } = await client.query("select count(*)::int as left from sessions where expires_at < now()");
    left = rows[0].left;
    console.log(`clean-up: ${await round} rows in a round of ${seconds(began)} s, ${left} left`);
    console.log(`  meanwhile the list of sessions: ${describe(others)}`);
  }
  console.log(`  batches by the seconds they took at most: ${await batches()}`);
  console.log(`  memory ${Math.round(process.memoryUsage.rss() / MIB)} MiB after it`);
  await app.close();
}

/** Asks twenty times a second until something is over. @returns milliseconds; infinite where the answer was an error */
async function watch(ask: () => Promise<Response>, end: Promise<unknown>): Promise<number[]> {
  const stop = new AbortController();
  const times: Promise<number>[] = [];
  void end.finally(() => stop.abort());
  const timed = async () => {
    const began = performance.now();
    const answer = await ask();
    await answer.arrayBuffer();
    return answer.ok ? performance.now() - began : Number.POSITIVE_INFINITY;
  };
  try {
    for await (const _ of every(50, undefined, stop)) times.push(timed());
  } catch {
    // stopped
  }
  return Promise.all(times);
}

function describe(times: number[]): string {
  const sorted = times.toSorted((a, b) => a - b);
  const [p50, p99, most] = [0.5, 0.99, 1].map((part) => sorted[Math.ceil(sorted.length * part) - 1]?.toFixed(0));
  return `${sorted.length} asked, p50 ${p50} ms, p99 ${p99} ms, slowest ${most} ms`;
}

async function batches(): Promise<string> {
  const { values } = await statementSeconds.get();
  return values
    .filter(({ labels, metricName }) => labels.statement === "delete" && metricName?.endsWith("_bucket"))
    .map(({ labels, value }) => `${Object(labels).le}: ${value}`)
    .join(", ");
}

async function tell(what: string, request: () => Promise<Response>): Promise<void> {
  const began = performance.now();
  const answer = await request();
  if (!answer.bodyUsed) await answer.arrayBuffer();
  console.log(`${what}: ${answer.status} after ${seconds(began)} s`);
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(2);
}

function post(path: string, email: string): Promise<Response> {
  return fetch(`${server.url}/api/auth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
}

async function signUp(email: string) {
  const { data } = (await (await post("signup", email)).json()) as {
    data: { user: { id: string }; sessionToken: string };
  };
  const headers = { "content-type": "application/json", authorization: `Bearer ${data.sessionToken}` };
  return { id: data.user.id, headers };
}

async function memory(): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1]) / MIB;
}

/** @returns what stops it, and says the most there was */
function watchMemory(): () => Promise<number> {
  const stop = new AbortController();
  let most = 0;
  const watching = (async () => {
    try {
      for await (const _ of every(200, undefined, stop)) most = Math.max(most, await memory());
    } catch {
      // stopped
    }
  })();
  return async () => {
    stop.abort();
    await watching;
    return most;
  };
}
