import { readdir, readFile } from "node:fs/promises";
import autocannon from "autocannon";
import { type Person, signUp, startApi, startDatabase } from "../drills/support/world.ts";
import { readOptions } from "../src/commands/read-options.ts";

const USAGE = `Usage: npm run bench:replicas

Measures one, two and three replicas under the same mix of requests, each with connections of its own. On a machine that
everything shares, requests a second say little; what a request costs each side says more. It uses a database of its own.`;

readOptions(USAGE);

const SECONDS = 8;
const CONNECTIONS = 16;
const PEOPLE = 20;
/** Linux counts processor time in hundredths of a second. */
const TICK_MS = 10;

await using database = await startDatabase();
await using first = await startApi(database.url);
const people = await signUp(first.url, PEOPLE);
for (const { headers } of people)
  await fetch(`${first.url}/api/orders/sample`, { method: "POST", headers, body: "{}" });
await using second = await startApi(database.url);
await using third = await startApi(database.url);
const replicas = [first, second, third];

console.log("replicas  requests/s   p50   p99  errors  API ms/request  PostgreSQL ms/request");
for (const count of [1, 2, 3]) {
  const used = replicas.slice(0, count);
  const before = await processorTime();
  const results = await Promise.all(used.map(({ url }) => load(url)));
  const after = await processorTime();
  const total = results.reduce((sum, { requests }) => sum + requests.total, 0);
  const failed = results.reduce((sum, result) => sum + result.non2xx + result.errors, 0);
  const worst = (which: "p50" | "p99") => Math.max(...results.map(({ latency }) => latency[which]));
  const cost = (side: "api" | "postgres") => ((after[side] - before[side]) / total).toFixed(2);
  console.log(
    `${count}`.padStart(8),
    `${Math.round(total / SECONDS)}`.padStart(11),
    `${worst("p50")}`.padStart(5),
    `${worst("p99")}`.padStart(5),
    `${failed}`.padStart(7),
    cost("api").padStart(15),
    cost("postgres").padStart(22),
  );
}

/** Of ten requests, six ask for the dashboard, three for the orders, and one adds an order. */
function load(url: string): Promise<autocannon.Result> {
  const requests = people.flatMap(({ headers }: Person) => {
    const read = (path: string): autocannon.Request => ({ method: "GET", path, headers });
    const add: autocannon.Request = {
      method: "POST",
      path: "/api/orders",
      headers: { ...headers, "idempotency-key": "[<id>]" },
      body: JSON.stringify({ item: "Flat white", category: "Coffee", quantity: 1, totalCents: 420 }),
    };
    const dashboard = read("/api/dashboard/data?range=30d");
    return [...Array(6).fill(dashboard), ...Array(3).fill(read("/api/orders")), add] as autocannon.Request[];
  });
  return autocannon({ url, connections: CONNECTIONS, duration: SECONDS, requests, idReplacement: true });
}

/** What our servers and PostgreSQL's processes have used so far. */
async function processorTime(): Promise<{ api: number; postgres: number }> {
  const used = { api: 0, postgres: 0 };
  const postmaster = await database.postmaster();
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const parent = Number(fields[1]);
    const ms = (Number(fields[11]) + Number(fields[12])) * TICK_MS;
    if (Number(pid) === postmaster || parent === postmaster) used.postgres += ms;
    else if (parent === process.pid) used.api += ms;
  }
  return used;
}
