import { randomUUID } from "node:crypto";
import autocannon from "autocannon";
import pg from "pg";
import { readOptions } from "../src/commands/read-options.ts";
import { createTestDatabase, startTestPostgres } from "../src/test/database/database.ts";
import { runServer } from "../src/test/run-program.ts";

const USAGE = `Usage: npm run bench:dashboard [-- <orders> ...]

Measures a 90-day dashboard by the number of orders in the account, spread over a year. First the time of one request at a
time, the accounts taking turns: computed (after a change), known (no change) and not modified; then how many of the last two
a second come through 64 connections, as a ratio to GET /api/auth/session. Sizes may be named: -- 10000 1000000. It uses a
database of its own.`;

const { positionals } = readOptions(USAGE, { allowPositionals: true });
const SIZES = positionals.length > 0 ? positionals.map(Number) : [10_000, 100_000, 1_000_000, 5_000_000];
const REQUESTS = 200;
const CONNECTIONS = 64;
const SECONDS = 4;
const PASSWORD = "two flat whites at 9";
const DASHBOARD = "/api/dashboard/data?range=90d";

const postgres = await startTestPostgres();
const database = await createTestDatabase(postgres.url);
const client = new pg.Client({ connectionString: database.url });
await client.connect();
const server = await runServer({ DATABASE_URL: database.url });
try {
  const accounts = await Promise.all(SIZES.map(async (size) => ({ size, ...(await signUp()) })));
  await fill(accounts);
  await client.query("checkpoint");
  console.log("| orders | computed | known | not modified | 200 × session | 304 × session |");
  const raise = (owner: string) => client.query("update cafes set version = version + 1 where user_id = $1", [owner]);
  const computed = await measure(accounts, ({ owner }) => raise(owner));
  const known = await measure(accounts);
  for (const account of accounts) account.unchanged["if-none-match"] = await readEtag(account.headers);
  const unchanged = await measure(accounts.map((account) => ({ ...account, headers: account.unchanged })));
  for (const [index, account] of accounts.entries()) {
    const session = await rate("/api/auth/session", account.headers);
    const rates = [await rate(DASHBOARD, account.headers), await rate(DASHBOARD, account.unchanged)];
    const times = [computed, known, unchanged].map((medians) => `${medians[index]?.toFixed(2)} ms`);
    const ratios = rates.map((each) => (each / session).toFixed(2));
    console.log(
      `| ${[account.size.toLocaleString("en"), ...times, ...ratios].join(" | ")} | ${Math.round(session)} sessions/s`,
    );
  }
} finally {
  await server[Symbol.asyncDispose]();
  await client.end();
  await database.drop();
  await postgres.stop();
}

/** How many come through in a second. */
async function rate(path: string, headers: Record<string, string>): Promise<number> {
  const result = await autocannon({ url: server.url + path, headers, connections: CONNECTIONS, duration: SECONDS });
  if (result.errors > 0 || result["4xx"] + result["5xx"] > 0) throw new Error(`${path}: requests failed`);
  return result.requests.average;
}

async function signUp() {
  const response = await fetch(`${server.url}/api/auth/signup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: `${randomUUID()}@example.com`, password: PASSWORD }),
  });
  const { data } = (await response.json()) as { data: { user: { id: string }; sessionToken: string } };
  const headers: Record<string, string> = { authorization: `Bearer ${data.sessionToken}` };
  return { owner: data.user.id, headers, unchanged: { ...headers } };
}

async function readEtag(headers: Record<string, string>): Promise<string> {
  const answer = await fetch(server.url + DASHBOARD, { headers });
  await answer.arrayBuffer();
  return answer.headers.get("etag") ?? "";
}

/** Without triggers and indexes, which come last: five million rows take two minutes instead of twenty. */
async function fill(accounts: { owner: string; size: number }[]) {
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes where tablename = 'orders' and indexname like 'idx%'`,
  );
  for (const { name } of indexes) await client.query(`drop index ${name}`);
  await client.query("set session_replication_role = replica");
  for (const { owner, size } of accounts) {
    await client.query(
      `insert into orders (user_id, item, category, quantity, total_cents, placed_at)
       select $1, 'Item ' || n % 13, 'Category ' || n % 4, 1 + n % 3, 200 + n % 700, now() - random() * interval '365 days'
       from generate_series(1, $2::int) n`,
      [owner, size],
    );
  }
  await client.query("reset session_replication_role");
  await client.query("set maintenance_work_mem = '512MB'; set work_mem = '256MB'");
  for (const { definition } of indexes) await client.query(definition);
  await client.query("vacuum analyze orders");
  for (const { owner } of accounts) await client.query("select mend_order_figures($1)", [owner]);
  // a café's days lie side by side, as they came one after the other
  await client.query("cluster order_figures using order_figures_user_id_currency_grain_start_category_item_pk");
  await client.query("vacuum analyze");
}

/** The median of each account, milliseconds. They take turns, so that whatever else the machine does slows all of them. */
async function measure<Account extends { headers: Record<string, string> }>(
  accounts: Account[],
  before: (account: Account) => Promise<unknown> = async () => {},
): Promise<number[]> {
  const times = accounts.map((): number[] => []);
  for (let request = 0; request < REQUESTS; request++) {
    for (const [index, account] of accounts.entries()) {
      await before(account);
      const started = performance.now();
      const response = await fetch(server.url + DASHBOARD, { headers: account.headers });
      await response.arrayBuffer();
      if (response.status !== 200 && response.status !== 304)
        throw new Error(`the dashboard answered ${response.status}`);
      times[index]?.push(performance.now() - started);
    }
  }
  return times.map((each) => each.sort((a, b) => a - b)[REQUESTS / 2] ?? 0);
}
