import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PASSWORD } from "../src/test/factories.ts";
import { atMost, type Drill, mustBe } from "./support/drill.ts";
import { slowest, statuses } from "./support/load.ts";
import { startReadsAndChanges } from "./support/reads-and-changes.ts";
import { signUp, startApi, startDatabase } from "./support/world.ts";

const CLIENTS = 10;
/** Debian's place for it: `apt-get install faketime`. */
const LIBRARY = `/usr/lib/${process.arch === "arm64" ? "aarch64" : "x86_64"}-linux-gnu/faketime/libfaketime.so.1`;
/** How far the API's clock is off, one after another: into and out of summer time, and by a battery that is empty. */
const OFFSETS = ["+1h", "-1h", "+1d", "-1d", "+0"];

export const clockChanges: Drill = {
  promise: "The clock of the API's machine jumps forth and back by an hour and by a day",
  missing: () => (existsSync(LIBRARY) ? undefined : "libfaketime"),
  run: async () => {
    await using database = await startDatabase();
    const folder = await mkdtemp(join(tmpdir(), "cafe-drill-clock-"));
    const file = join(folder, "offset");
    await writeFile(file, "+0");
    await using api = await startApi(database.url, {
      LD_PRELOAD: LIBRARY,
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: "1",
      FAKETIME_DONT_FAKE_MONOTONIC: "1",
    });
    const people = await signUp(api.url, CLIENTS);
    const load = startReadsAndChanges(api.url, people);
    const signIns: number[] = [];
    let jumped = false;
    for (const offset of OFFSETS) {
      await writeFile(file, offset);
      await sleep(1500);
      jumped ||= Math.abs((await dateOf(api.url)) - Date.now()) > 3_000_000;
      signIns.push(await signIn(api.url, people[0]?.email ?? ""));
    }
    const outcomes = await load.stop();
    await rm(folder, { recursive: true });
    return [
      mustBe("the API's clock was off", jumped),
      mustBe(
        "nobody is signed out, and everything is answered 200",
        outcomes.every(({ status }) => status === 200),
        statuses(outcomes),
      ),
      mustBe(
        "people sign in at each of the times",
        signIns.every((status) => status === 200),
        signIns.join(" "),
      ),
      atMost("slowest answer", slowest(outcomes), 3000, "ms"),
      atMost("acknowledged changes lost", await load.countLost(database.url), 0),
    ];
  },
};

async function dateOf(apiUrl: string): Promise<number> {
  const { headers } = await fetch(`${apiUrl}/health/live`);
  return Date.parse(headers.get("date") ?? "");
}

async function signIn(apiUrl: string, email: string): Promise<number> {
  const { status } = await fetch(`${apiUrl}/api/auth/signin`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  return status;
}
