import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { runProgram, SERVER_SETTINGS } from "../src/test/run-program.ts";
import { atMost, type Drill, mustAnswer, mustBe } from "./support/drill.ts";
import { slowest, startLoad } from "./support/load.ts";
import { startReadsAndChanges } from "./support/reads-and-changes.ts";
import { type Person, signUp, startApi, startDatabase, timeUntil } from "./support/world.ts";

const CLIENTS = 20;
const ORDER = JSON.stringify({ item: "Flat white", category: "Coffee", quantity: 1, totalCents: 420 });

export const connectionCrash: Drill = {
  promise: "A process of the database is killed within a transaction, and takes all others with it",
  run: async () => {
    await using database = await startDatabase();
    await using api = await startApi(database.url);
    const people = await signUp(api.url, CLIENTS);
    const load = startReadsAndChanges(api.url, people);
    await sleep(1000);
    process.kill(await findBackend(database.url), "SIGKILL");
    const back = await timeUntil(200, () => fetch(`${api.url}/health/ready`));
    await sleep(1000);
    const outcomes = await load.stop();
    return [
      mustAnswer(outcomes),
      atMost("slowest answer", slowest(outcomes), 3000, "ms"),
      atMost("the same process is ready again after", back, 5000, "ms"),
      atMost("acknowledged changes lost", await load.countLost(database.url), 0),
    ];
  },
};

export const apiCrash: Drill = {
  promise: "The API is killed while it adds orders, and the clients send again what had no answer",
  run: async () => {
    await using database = await startDatabase();
    await using api = await startApi(database.url);
    const people = await signUp(api.url, CLIENTS);
    // what each client is about to add; another key once it's acknowledged
    const keys = people.map(() => [randomUUID()]);
    const add = (url: string, client: number) => {
      const { headers } = people[client] as Person;
      const key = { "idempotency-key": keys[client]?.at(-1) ?? "" };
      return fetch(`${url}/api/orders`, { method: "POST", headers: { ...headers, ...key }, body: ORDER });
    };
    const load = startLoad(
      CLIENTS,
      (client) => () => add(api.url, client),
      (client) => keys[client]?.push(randomUUID()),
    );
    await sleep(1500);
    await untilWithinTransaction(database.url);
    api.signal("SIGKILL");
    await api.ended;
    await load.stop();
    await using again = await startApi(database.url);
    const began = performance.now();
    const repeated = await Promise.all(people.map((_, client) => add(again.url, client)));
    const took = performance.now() - began;
    const sent = keys.flat().length;
    const settings = { ...SERVER_SETTINGS, DATABASE_URL: database.url };
    const { output } = await runProgram("commands/check-figures.ts", settings).ended;
    return [
      mustBe(
        "what is sent again is accepted",
        repeated.every(({ status }) => status === 201),
        repeated.map(({ status }) => status).join(" "),
      ),
      atMost("locks of the killed process hold it up for", took, 3000, "ms"),
      mustBe("each order is there once", (await count(database.url, "orders")) === sent, `${sent} orders`),
      mustBe("the figures agree with them", /figures? is right/.test(output), output.trim()),
    ];
  },
};

const WITHIN = "application_name = 'cafe-app-ai' and xact_start is not null and query !~* '^(select|listen)'";

/** A process that works on a change just now. */
async function findBackend(url: string): Promise<number> {
  const rows = await askUntil<{ pid: number }>(url, `select pid from pg_stat_activity where ${WITHIN} limit 1`);
  return rows[0]?.pid ?? 0;
}

const untilWithinTransaction = (url: string) =>
  askUntil(url, `select from pg_stat_activity where ${WITHIN} and state = 'idle in transaction'`);

async function askUntil<Row extends pg.QueryResultRow>(url: string, query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // the killed process ends this one too
  client.on("error", () => {});
  try {
    for (;;) {
      const { rows } = await client.query<Row>(query);
      if (rows.length > 0) return rows;
    }
  } finally {
    await client.end();
  }
}

async function count(url: string, table: string): Promise<number> {
  const [row] = await askUntil<{ count: number }>(url, `select count(*)::int as count from ${table}`);
  return row?.count ?? 0;
}
