import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { atMost, type Drill, mustAnswer, mustBe } from "../support/drill.ts";
import { slowest, statuses } from "../support/load.ts";
import { startReadsAndChanges } from "../support/reads-and-changes.ts";
import { signUp, startApi, startDatabase, timeUntil } from "../support/world.ts";

const CLIENTS = 20;
const CONNECTIONS = 30;

export const outOfConnections: Drill = {
  promise: "Somebody else takes every connection of the database for 5 s, the API's own too",
  run: async () => {
    await using database = await startDatabase({ max_connections: String(CONNECTIONS) });
    await using api = await startApi(database.url);
    const people = await signUp(api.url, CLIENTS);
    const load = startReadsAndChanges(api.url, people);
    await sleep(1000);
    const others = await takeAll(database.url);
    const takenAt = performance.now();
    await sleep(5000);
    const meanwhile = load.outcomes.filter(({ startedAt }) => startedAt > takenAt);
    const ready = await fetch(`${api.url}/health/ready`);
    await Promise.all(others.map((client) => client.end()));
    const back = await timeUntil(200, () => fetch(`${api.url}/health/ready`));
    await sleep(500);
    const outcomes = await load.stop();
    return [
      mustAnswer(outcomes),
      mustBe(
        "without a connection it is 503",
        meanwhile.length > 0 && meanwhile.every(({ status }) => status === 503),
        statuses(meanwhile),
      ),
      mustBe("and the API isn't ready", ready.status === 503, `${ready.status}`),
      atMost("slowest answer", slowest(outcomes), 3000, "ms"),
      atMost("ready again after", back, 5000, "ms"),
      atMost("acknowledged changes lost", await load.countLost(database.url), 0),
    ];
  },
};

/** Ends what the API has, and is quicker than the API to take it, until nobody else has any. */
async function takeAll(url: string): Promise<pg.Client[]> {
  const taken: pg.Client[] = [];
  const take = async () => {
    const client = new pg.Client({ connectionString: url, application_name: "somebody else" });
    client.on("error", () => {});
    await client.connect();
    taken.push(client);
    return client;
  };
  const first = await take();
  const END =
    "select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and application_name <> 'somebody else'";
  while ((await first.query(END)).rowCount) {
    while (await take().catch(() => undefined));
  }
  return taken;
}
