import { execFile } from "node:child_process";
import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { migrateDatabase } from "../../src/database/migrations/migrate-database.ts";
import { atMost, type Drill, mustAnswer, mustBe } from "../support/drill.ts";
import { slowest } from "../support/load.ts";
import { startReadsAndChanges } from "../support/reads-and-changes.ts";
import { signUp, startApi, startDatabase, timeUntil } from "../support/world.ts";

const run = promisify(execFile);
const SIZE = "48m";
const CLIENTS = 20;

export const databaseFull: Drill = {
  promise: "The file system of the database's tables is full for 5 s",
  missing: () => (process.platform === "linux" && process.getuid?.() === 0 ? undefined : "root, who may mount one"),
  run: async () => {
    await using database = await startDatabase();
    await using small = await mountSmall(database.dataDirectory);
    const url = await createDatabaseIn(database.url, small.folder);
    await using api = await startApi(url);
    const people = await signUp(api.url, CLIENTS);
    const [{ headers }] = people as [(typeof people)[number]];
    const load = startReadsAndChanges(api.url, people);
    await sleep(500);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("create table filler (text text)");
    await fill(client);
    const refused = await addOrders(api.url, headers);
    await sleep(5000);
    const read = await fetch(`${api.url}/api/dashboard/data`, { headers });
    await client.query("drop table filler");
    await client.end();
    const back = await timeUntil(201, () => addOrders(api.url, headers));
    const outcomes = await load.stop();
    return [
      mustBe("what needs room is refused with 503", refused.status === 503, `${refused.status}`),
      mustBe("what is there can be read", read.status === 200, `${read.status}`),
      mustAnswer(outcomes),
      atMost("slowest answer", slowest(outcomes), 3000, "ms"),
      atMost("once there is room, orders are added after", back, 5000, "ms"),
      atMost("acknowledged changes lost", await load.countLost(url), 0),
    ];
  },
};

const addOrders = (apiUrl: string, { "content-type": _none, ...headers }: Record<string, string>) =>
  fetch(`${apiUrl}/api/orders/sample`, { method: "POST", headers });

/** A file system in memory that holds little, of the user who runs the database. */
async function mountSmall(dataDirectory: string) {
  const folder = join(dirname(dataDirectory), "small");
  const { uid, gid } = await stat(join(dataDirectory, "pgdata"));
  await mkdir(folder);
  await run("mount", ["-t", "tmpfs", "-o", `size=${SIZE},uid=${uid},gid=${gid},mode=700`, "tmpfs", folder]);
  return { folder, [Symbol.asyncDispose]: async () => void (await run("umount", ["--lazy", folder])) };
}

/** Only its tables are there; what makes a commit durable has room enough, as on a volume of its own. */
async function createDatabaseIn(serverUrl: string, folder: string): Promise<string> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create tablespace small location '${folder}'`);
  await client.query("create database small tablespace small");
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = "/small";
  await migrateDatabase(url.href);
  return url.href;
}

/** Until nothing more fits, by ever smaller pieces. */
async function fill(client: pg.Client): Promise<void> {
  for (const rows of [1000, 100, 10, 1]) {
    for (;;) {
      const insert =
        "insert into filler select string_agg(gen_random_uuid()::text, '') from generate_series(1, 200), generate_series(1, $1) n group by n";
      const full = await client.query(insert, [rows]).then(
        () => false,
        () => true,
      );
      if (full) break;
    }
  }
}
