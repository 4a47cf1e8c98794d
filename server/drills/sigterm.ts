import { setTimeout as sleep } from "node:timers/promises";
import { PRODUCTION_SETTINGS } from "../src/test/production-settings.ts";
import { atMost, type Drill, mustBe } from "./support/drill.ts";
import { statuses } from "./support/load.ts";
import { startReadsAndChanges } from "./support/reads-and-changes.ts";
import { signUp, startApi, startDatabase, timeUntil } from "./support/world.ts";

const CLIENTS = 40;

export const sigterm: Drill = {
  promise: "SIGTERM comes while 40 clients read and change",
  run: async () => {
    await using database = await startDatabase();
    await using api = await startApi(database.url, PRODUCTION_SETTINGS);
    const people = await signUp(api.url, CLIENTS);
    const load = startReadsAndChanges(api.url, people);
    await sleep(1000);
    const signalledAt = performance.now();
    api.signal("SIGTERM");
    const noticed = timeUntil(503, () => fetch(`${api.url}/health/ready`), 5000);
    const { code } = await api.ended;
    const endedAfter = performance.now() - signalledAt;
    const outcomes = await load.stop();
    const refused = outcomes.find(({ failure }) => failure === "ECONNREFUSED");
    const goesOnFor = (refused?.startedAt ?? 0) - signalledAt;
    const accepted = outcomes.filter(({ failure }) => failure !== "ECONNREFUSED");
    return [
      atMost("it says that it isn't ready after", await noticed, 1000, "ms"),
      mustBe(
        "and goes on to accept requests after that",
        goesOnFor > (await noticed),
        `for ${Math.round(goesOnFor)} ms`,
      ),
      mustBe(
        "every accepted request is answered 200",
        accepted.every(({ status }) => status === 200),
        statuses(accepted),
      ),
      atMost("acknowledged changes lost", await load.countLost(database.url), 0),
      mustBe("it ends with 0", code === 0, `exit code ${code}`),
      atMost("after", endedAfter / 1000, 30, "s"),
    ];
  },
};
