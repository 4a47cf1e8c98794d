import { setTimeout as sleep } from "node:timers/promises";
import { atMost, type Drill, type Finding, mustAnswer, mustBe } from "../support/drill.ts";
import { type Outcome, slowest } from "../support/load.ts";
import { startReadsAndChanges } from "../support/reads-and-changes.ts";
import { signUp, startApi, startDatabase } from "../support/world.ts";

type Database = Awaited<ReturnType<typeof startDatabase>>;

const CLIENTS = 40;

async function throughOutages(
  outage: (database: Database) => Promise<void>,
  { times, barMs }: { times: number; barMs: number },
): Promise<Finding[]> {
  await using database = await startDatabase();
  await using api = await startApi(database.url);
  const people = await signUp(api.url, CLIENTS);
  const load = startReadsAndChanges(api.url, people);
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
  const lost = await load.countLost(database.url);
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
    mustAnswer(outcomes),
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
