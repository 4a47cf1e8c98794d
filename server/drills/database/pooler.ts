import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startPooler } from "../../src/test/database/pooler.ts";
import { atMost, type Drill, mustBe } from "../support/drill.ts";
import { slowest, startLoad, statuses } from "../support/load.ts";
import { type Person, signUp, startApi, startDatabase } from "../support/world.ts";

const CLIENTS = 24;
/** What two replicas hold towards the pooler, and what its configuration lets through. */
const POOL_MAX = 50;
const SERVER_CONNECTIONS = 20;

export const pooler: Drill = {
  promise: "Two replicas with 50 connections each share PgBouncer's 20, in transaction mode",
  run: async () => {
    await using database = await startDatabase();
    await using bouncer = await startPooler(database.url);
    const settings = {
      DATABASE_MIGRATE_URL: database.url,
      DATABASE_PREPARED_STATEMENTS: "false",
      DATABASE_POOL_MAX: String(POOL_MAX),
    };
    const url = bouncer.through(database.url);
    await using first = await startApi(url, settings);
    await using second = await startApi(url, settings);
    const people = await signUp(first.url, CLIENTS);
    const [ada] = people as [Person];

    const load = startLoad(CLIENTS, (client) => () => {
      const { headers } = people[client] as Person;
      const api = client % 2 ? first : second;
      if (client % 4) return fetch(`${api.url}/api/dashboard/data`, { headers });
      return fetch(`${api.url}/api/auth/user`, { method: "PATCH", headers, body: JSON.stringify({ name: "Ada" }) });
    });
    await sleep(4000);
    const held = await countConnections(database.url);
    const outcomes = await load.stop();

    return [
      mustBe(
        "every answer is 200",
        outcomes.every(({ status }) => status === 200),
        statuses(outcomes),
      ),
      atMost("PostgreSQL's connections meanwhile", held, SERVER_CONNECTIONS),
      mustBe("one replica hears of the other's change", await hearsOfChange(first.url, second.url, ada)),
      ...(await limitsOfConnections(url)),
      ...(await whileLocked(database.url, first.url, ada)),
    ];
  },
};

async function countConnections(databaseUrl: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ held: number }>(
    "select count(*)::int as held from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
  );
  await client.end();
  return rows[0]?.held ?? 0;
}

async function hearsOfChange(listening: string, changing: string, { headers }: Person): Promise<boolean> {
  const stream = await fetch(`${listening}/api/orders/events`, { headers, signal: AbortSignal.timeout(5000) });
  const order = { item: "Flat white", category: "Coffee", quantity: 1, totalCents: 420 };
  await fetch(`${changing}/api/orders`, {
    method: "POST",
    headers: { ...headers, "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify(order),
  });
  let heard = "";
  try {
    for await (const chunk of stream.body ?? []) {
      heard += new TextDecoder().decode(chunk);
      if (heard.includes('"created"')) return true;
    }
  } catch {
    // nothing came in time
  }
  return false;
}

/** Of all of the pooler's connections, by transactions that hold them all at once. */
async function limitsOfConnections(url: string) {
  const clients = Array.from({ length: SERVER_CONNECTIONS }, () => new pg.Client({ connectionString: url }));
  await Promise.all(clients.map((client) => client.connect()));
  const limits = await Promise.all(
    clients.map(async (client) => {
      await client.query("begin");
      const { rows } = await client.query<{ pid: number; limits: string }>(
        `select pg_backend_pid() as pid, concat_ws(' ', current_setting('lock_timeout'),
          current_setting('statement_timeout'), current_setting('idle_in_transaction_session_timeout')) as limits`,
      );
      return rows[0];
    }),
  );
  await Promise.all(clients.map((client) => client.end()));
  const pids = new Set(limits.map((row) => row?.pid));
  const different = [...new Set(limits.map((row) => row?.limits))];
  return [
    mustBe(
      `each of the ${pids.size} connections has the API's limits`,
      pids.size === SERVER_CONNECTIONS && different.length === 1 && different[0] === "1s 2s 5s",
      different.join(", "),
    ),
  ];
}

async function whileLocked(databaseUrl: string, apiUrl: string, { headers }: Person) {
  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  await holder.query("begin; lock table sessions in access exclusive mode");
  const load = startLoad(CLIENTS, () => () => fetch(`${apiUrl}/api/dashboard/data`, { headers }));
  await sleep(4000);
  const outcomes = [...load.outcomes];
  const held = await countConnections(databaseUrl);
  await holder.query("rollback");
  await holder.end();
  await load.stop();
  return [
    mustBe(
      "while sessions are locked, every answer is 503",
      outcomes.length > 0 && outcomes.every(({ status }) => status === 503),
      statuses(outcomes),
    ),
    atMost("slowest of them", slowest(outcomes), 3000, "ms"),
    // those that listen, and the holder's; none is left waiting behind
    atMost("PostgreSQL's connections meanwhile", held, SERVER_CONNECTIONS + 3),
  ];
}
