import { setTimeout as sleep } from "node:timers/promises";
import { migrateDatabase } from "../../src/database/migrations/migrate-database.ts";
import { atMost, type Drill, mustBe } from "../support/drill.ts";
import { slowest, statuses } from "../support/load.ts";
import { startReadsAndChanges } from "../support/reads-and-changes.ts";
import { signUp, startApi } from "../support/world.ts";
import { startCluster } from "./cluster.ts";

const CLIENTS = 20;
const WAIT_LIMIT_MS = 60_000;

export const failover: Drill = {
  promise: "The primary of two PostgreSQL nodes under Patroni is killed under load",
  run: async () => {
    await using cluster = await startCluster();
    await migrateDatabase(cluster.url);
    await using api = await startApi(cluster.url);
    const people = await signUp(api.url, CLIENTS);
    const load = startReadsAndChanges(api.url, people);
    await sleep(3000);
    await cluster.killPrimary();
    const killedAt = performance.now();
    await sleep(1000);
    const ready = await fetch(`${api.url}/health/ready`).then(({ status }) => status);
    // a change, because only the new primary takes one
    const back = await firstChangeAfter(load, killedAt + 1000);
    await sleep(3000);
    const outcomes = await load.stop();
    const meanwhile = outcomes.filter(({ startedAt }) => startedAt > killedAt);
    const lost = await load.countLost(cluster.secondUrl);
    const sessions = await Promise.all(
      people.map(async ({ headers }) => {
        const answer = await fetch(`${api.url}/api/auth/session`, { headers });
        return (await answer.json()).data !== null;
      }),
    );
    api.signal("SIGTERM");
    const { code } = await api.ended;
    const refused = meanwhile.filter(({ status }) => status !== 200);
    return [
      mustBe(
        "every answer is 200 or 503",
        outcomes.every(({ status }) => [200, 503].includes(status)) && refused.length > 0,
        statuses(outcomes),
      ),
      mustBe("the API is not ready meanwhile", ready === 503, `${ready}`),
      atMost("slowest 503", slowest(refused), 5000, "ms"),
      atMost("first change after the kill", back - killedAt, 30_000, "ms"),
      atMost("acknowledged changes lost", lost, 0),
      mustBe(
        "everybody is still signed in",
        sessions.every(Boolean),
        `${sessions.filter(Boolean).length} of ${CLIENTS}`,
      ),
      mustBe("the same process serves, and SIGTERM ends it with 0", code === 0, `exit code ${code}`),
    ];
  },
};

/** When the first change was acknowledged that began after `time`. */
async function firstChangeAfter(load: ReturnType<typeof startReadsAndChanges>, time: number): Promise<number> {
  const { acknowledged } = load;
  const before = [...acknowledged];
  while (performance.now() < time + WAIT_LIMIT_MS) {
    if (acknowledged.some((count, client) => count > (before[client] ?? 0))) return performance.now();
    // what was under way at the kill may still be acknowledged
    if (performance.now() < time) before.splice(0, before.length, ...acknowledged);
    await sleep(20);
  }
  await load.stop();
  return Number.POSITIVE_INFINITY;
}
