import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { atMost, type Drill, type Finding, mustBe } from "./drill.ts";
import { type Outcome, slowest, startLoad, statuses } from "./load.ts";
import { type Person, signUp, startApi, startDatabase } from "./world.ts";

type Database = Awaited<ReturnType<typeof startDatabase>>;

const CLIENTS = 40;

/** Half of the clients read, half make changes that are counted once they are acknowledged. */
async function throughOutages(
  outage: (database: Database) => Promise<void>,
  { times, barMs }: { times: number; barMs: number },
): Promise<Finding[]> {
  await using database = await startDatabase();
  await using api = await startApi(database.url);
  const people = await signUp(api.url, CLIENTS);
  const sent = people.map(() => 0);
  const acknowledged = people.map(() => 0);
  const load = startLoad(
    CLIENTS,
    (client) => () => {
      const { headers } = people[client] as Person;
      if (client % 2 === 0) return fetch(`${api.url}/api/dashboard/data`, { headers });
      sent[client] = (sent[client] ?? 0) + 1;
      const body = JSON.stringify({ name: String(sent[client]) });
      return fetch(`${api.url}/api/auth/user`, { method: "PATCH", headers, body });
    },
    (client) => {
      acknowledged[client] = sent[client] ?? 0;
    },
  );
  await sleep(1000);
  let back = 0;
  const resets: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await outage(database);
    back = performance.now();
    resets.push(await firstSuccessAfter(load.outcomes, back));
    await sleep(1000);
  }
  const outcomes = await load.stop();
  // longer than any limit that could still end the process
  await sleep(12_000);
  const lost = await countLost(database.url, people, acknowledged);
  const refused = outcomes.filter(({ status }) => status === 503);
  const alive = await fetch(`${api.url}/health/live`).then(
    ({ ok }) => ok,
    () => false,
  );
  const ready = await fetch(`${api.url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
  api.signal("SIGTERM");
  const { code } = await api.ended;
  return [
    mustBe(
      "every answer is 200 or 503",
      outcomes.every(({ status }) => [200, 503].includes(status)),
      statuses(outcomes),
    ),
    atMost("slowest 503", slowest(refused), barMs, "ms"),
    atMost("slowest first success after the return", Math.max(...resets), 5000, "ms"),
    atMost("acknowledged changes lost", lost, 0),
    mustBe("the same process serves, and is ready", alive && ready),
    mustBe("SIGTERM ends it with 0", code === 0, `exit code ${code}`),
  ];
}

async function firstSuccessAfter(outcomes: Outcome[], back: number): Promise<number> {
  const deadline = back + 30_000;
  while (performance.now() < deadline) {
    const success = outcomes.find(({ status, startedAt, ms }) => status === 200 && startedAt + ms >= back);
    if (success) return success.startedAt + success.ms - back;
    await sleep(20);
  }
  return Number.POSITIVE_INFINITY;
}

async function countLost(url: string, people: Person[], acknowledged: number[]): Promise<number> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ id: string; name: string }>("select id, name from users");
  await client.end();
  const stored = new Map(rows.map(({ id, name }) => [id, Number(name)]));
  // what was sent after it may have been stored without an answer
  return people.filter(({ id }, index) => (stored.get(id) ?? 0) < (acknowledged[index] ?? 0)).length;
}

export const databaseKilled: Drill = {
  promise: "The database is killed for 10 s under load",
  run: () =>
    throughOutages(
      async (database) => {
        await database.kill();
        await sleep(10_000);
        await database.start();
      },
      { times: 1, barMs: 3000 },
    ),
};

export const databaseFrozen: Drill = {
  promise: "The database is frozen for 10 s under load",
  run: () => throughOutages(frozenFor(10_000), { times: 1, barMs: 5000 }),
};

export const databaseFrozenAgain: Drill = {
  promise: "The database is frozen for 5 s, six times, under load",
  run: () => throughOutages(frozenFor(5000), { times: 6, barMs: 5000 }),
};

const frozenFor = (ms: number) => async (database: Database) => {
  await database.freeze();
  await sleep(ms);
  await database.thaw();
};
