import { setTimeout as sleep } from "node:timers/promises";
import { atMost, type Drill, mustAnswer, mustBe } from "../support/drill.ts";
import { percentile, slowest, startLoad } from "../support/load.ts";
import { startReadsAndChanges } from "../support/reads-and-changes.ts";
import { signUp, startApi, startDatabase, timeUntil } from "../support/world.ts";

const CLIENTS = 100;
const SECONDS = 10;
/** Of each fifth of a second, the database gets the rest. */
const [STOPPED_MS, RUNNING_MS] = [180, 20];

export const slowDatabase: Drill = {
  promise: "The database is ten times as slow for 10 s, with 100 clients",
  run: async () => {
    await using database = await startDatabase();
    await using api = await startApi(database.url);
    const people = await signUp(api.url, CLIENTS);
    const load = startReadsAndChanges(api.url, people);
    await sleep(1000);
    const slowSince = performance.now();
    const alive = startLoad(2, () => () => fetch(`${api.url}/health/live`));
    while (performance.now() - slowSince < SECONDS * 1000) {
      await database.freeze();
      await sleep(STOPPED_MS);
      await database.thaw();
      await sleep(RUNNING_MS);
    }
    const pulse = await alive.stop();
    const back = await timeUntil(200, () =>
      fetch(`${api.url}/api/dashboard/data`, { headers: people[0]?.headers ?? {} }),
    );
    const outcomes = await load.stop();
    const served = outcomes.filter(({ status, startedAt }) => status === 200 && startedAt > slowSince);
    return [
      mustAnswer(outcomes),
      mustBe("people are served meanwhile", served.length > SECONDS, `${Math.round(served.length / SECONDS)} a second`),
      atMost("slowest answer", slowest(outcomes), 3000, "ms"),
      atMost("/health/live p99", percentile(pulse, 0.99), 200, "ms"),
      atMost("served at once afterwards", back, 1000, "ms"),
      atMost("acknowledged changes lost", await load.countLost(database.url), 0),
    ];
  },
};
