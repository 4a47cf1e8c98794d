import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { atMost, type Drill, mustAnswer, mustBe } from "../support/drill.ts";
import { slowest } from "../support/load.ts";
import { startReadsAndChanges } from "../support/reads-and-changes.ts";
import { signUp, startApi, startDatabase, timeUntil } from "../support/world.ts";

const CLIENTS = 20;

export const readOnly: Drill = {
  promise: "The primary takes no writes for 5 s under load",
  run: async () => {
    await using database = await startDatabase();
    await using api = await startApi(database.url);
    // one more, whose change is tried when writes are taken again
    const [writer, ...people] = await signUp(api.url, CLIENTS + 1);
    const load = startReadsAndChanges(api.url, people);
    await sleep(1000);
    await setReadOnly(database.url, "on");
    const unready = await timeUntil(503, () => fetch(`${api.url}/health/ready`));
    // from here on no write was under way before
    const before = load.outcomes.length;
    await sleep(5000);
    const meanwhile = load.outcomes.slice(before);
    const reads = meanwhile.filter(({ status }) => status === 200);
    const writes = meanwhile.filter(({ status }) => status === 503);
    const began = performance.now();
    await setReadOnly(database.url, "off");
    const change = { method: "PATCH", headers: { ...writer?.headers }, body: '{"name":"Grace"}' };
    await timeUntil(200, () => fetch(`${api.url}/api/auth/user`, change));
    const back = performance.now() - began;
    await timeUntil(200, () => fetch(`${api.url}/health/ready`));
    await sleep(1000);
    const outcomes = await load.stop();
    return [
      mustAnswer(outcomes),
      atMost("it says that it isn't ready after", unready, 5000, "ms"),
      mustBe(
        "writes are 503, and reads go on",
        reads.length > 0 && writes.length > 0,
        `200: ${reads.length}, 503: ${writes.length}`,
      ),
      atMost("slowest 503", slowest(writes), 3000, "ms"),
      atMost("first write after the return", back, 5000, "ms"),
      atMost("acknowledged changes lost", await load.countLost(database.url), 0),
    ];
  },
};

/** As a failed-over primary is: for every connection, those that are open too. */
async function setReadOnly(url: string, value: "on" | "off"): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`alter system set default_transaction_read_only = ${value}`);
  await client.query("select pg_reload_conf()");
  await client.end();
}
