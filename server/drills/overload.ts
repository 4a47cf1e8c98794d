import autocannon from "autocannon";
import { atMost, type Drill, mustAnswer, mustBe } from "./support/drill.ts";
import { type Outcome, percentile } from "./support/load.ts";
import { startPulse } from "./support/pulse.ts";
import { insertSampleOrders, signUp, startApi, startDatabase } from "./support/world.ts";

const PATH = "/api/orders";
const SECONDS = 10;
/** What keeps the API busy, and four times as much. */
const CLIENTS = 100;

export const overload: Drill = {
  promise: "Four times the load that saturates the API",
  run: async () => {
    await using database = await startDatabase();
    await using api = await startApi(database.url);
    const people = await signUp(api.url, 20);
    for (const { headers } of people) await insertSampleOrders(api.url, headers);
    const fire = (connections: number, overallRate?: number) => load(api.url, people, connections, overallRate);
    await fire(CLIENTS);
    const saturated = await fire(CLIENTS);
    const rate = saturated.length / SECONDS;

    const alive = await startPulse(`${api.url}/health/live`);
    const outcomes = await fire(4 * CLIENTS, 4 * Math.round(rate));
    const pulse = await alive.stop();

    const accepted = outcomes.filter(({ status }) => status === 200);
    const bar = 2 * percentile(saturated, 0.99);
    return [
      mustAnswer(outcomes),
      mustBe(
        "most of what it can do is still done",
        accepted.length >= saturated.length / 2,
        `${accepted.length} answers, ${saturated.length} at saturation`,
      ),
      atMost("p99 of accepted requests", percentile(accepted, 0.99), Math.round(bar), "ms"),
      atMost("slowest /health/live", Math.max(...pulse), 100, "ms"),
    ];
  },
};

/** Requests of everybody in turn. */
async function load(
  url: string,
  people: { headers: Record<string, string> }[],
  connections: number,
  overallRate?: number,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let next = 0;
  await autocannon({
    url: url + PATH,
    connections,
    duration: SECONDS,
    ...(overallRate && { overallRate }),
    setupClient: (client) => {
      const { headers = {} } = people[next++ % people.length] ?? {};
      client.setHeaders(headers);
      client.on("response", (status, _bytes, ms) => {
        outcomes.push({ status, startedAt: performance.now() - ms, ms });
      });
    },
  });
  return outcomes;
}
