import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import { openLine } from "../../src/test/database/line.ts";
import { atMost, type Drill, type Finding, mustAnswer, mustBe } from "../support/drill.ts";
import { slowest } from "../support/load.ts";
import { startReadsAndChanges } from "../support/reads-and-changes.ts";
import { signUp, startApi, startDatabase, timeUntil } from "../support/world.ts";

const CLIENTS = 20;
const SILENCES_MS = [1000, 5000, 15_000];

export const silentLine: Drill = {
  promise: "The line to the database falls silent for 1, 5 and 15 s under load, with a pool of 1 and of 3",
  run: async () => [...(await withPoolOf(1)), ...(await withPoolOf(3))],
};

async function withPoolOf(connections: number): Promise<Finding[]> {
  await using database = await startDatabase();
  const line = await openLine(database.url);
  try {
    const metricsPort = await getPort();
    await using api = await startApi(line.url, {
      DATABASE_POOL_MAX: String(connections),
      METRICS_PORT: String(metricsPort),
    });
    const people = await signUp(api.url, CLIENTS);
    const load = startReadsAndChanges(api.url, people);
    const resets: number[] = [];
    for (const silence of SILENCES_MS) {
      await sleep(1000);
      line.silence();
      await sleep(silence);
      line.mend();
      resets.push(
        await timeUntil(200, () => fetch(`${api.url}/api/dashboard/data`, { headers: { ...people[0]?.headers } })),
      );
    }
    await sleep(1000);
    const outcomes = await load.stop();
    const busy = await waitUntilIdle(metricsPort);
    const lost = await load.countLost(database.url);
    line.silence();
    const began = performance.now();
    api.signal("SIGTERM");
    const { code } = await api.ended;
    const findings = [
      mustAnswer(outcomes),
      atMost("slowest 503", slowest(outcomes.filter(({ status }) => status === 503)), 5000, "ms"),
      atMost("slowest first success after the return", Math.max(...resets), 5000, "ms"),
      atMost("connections that stay lost", busy, 0),
      atMost("acknowledged changes lost", lost, 0),
      mustBe("while it's silent, SIGTERM ends the process with 0", code === 0, `exit code ${code}`),
      atMost("after", performance.now() - began, 10_000, "ms"),
    ];
    return findings.map((finding) => ({ ...finding, what: `pool of ${connections}: ${finding.what}` }));
  } finally {
    await line.close();
  }
}

/** @returns how many connections nobody has given back ten seconds after the last request */
async function waitUntilIdle(metricsPort: number): Promise<number> {
  let busy = Number.POSITIVE_INFINITY;
  for (const deadline = performance.now() + 10_000; busy > 0 && performance.now() < deadline; await sleep(100)) {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    busy = Number(/db_connections\{state="busy"\} (\d+)/.exec(text)?.[1] ?? Number.NaN);
  }
  return busy;
}
