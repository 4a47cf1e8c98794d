import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { PASSWORD } from "../../src/test/factories.ts";
import { atMost, type Drill, mustBe } from "../support/drill.ts";
import { percentile, slowest, startLoad, statuses } from "../support/load.ts";
import { signUp, startApi, startDatabase } from "../support/world.ts";

const CLIENTS = 200;

export const lockedTables: Drill = {
  promise: "Tables are locked for 8 s while 200 clients sign in and up",
  run: async () => {
    await using database = await startDatabase();
    await using api = await startApi(database.url);
    const people = await signUp(api.url, 20);
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query("begin; lock table users, sessions in access exclusive mode");
    const load = startLoad(CLIENTS, (client) => () => {
      const known = people[client % people.length]?.email;
      const [path, email] = client % 2 ? ["signin", known] : ["signup", `${crypto.randomUUID()}@example.com`];
      return fetch(`${api.url}/api/auth/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ email, password: PASSWORD }),
      });
    });
    const alive = startLoad(2, () => () => fetch(`${api.url}/health/live`));
    await sleep(8000);
    const whileLocked = [...load.outcomes];
    await holder.query("rollback");
    await holder.end();
    const pulse = await alive.stop();
    await load.stop();
    const failed = whileLocked.filter(({ status }) => status >= 400 || status === 0);
    return [
      mustBe(
        "what fails is 503",
        failed.every(({ status }) => status === 503),
        statuses(whileLocked),
      ),
      atMost("slowest of them", slowest(failed), 3000, "ms"),
      atMost("/health/live p99", percentile(pulse, 0.99), 200, "ms"),
    ];
  },
};
