import { execFile } from "node:child_process";
import { appendFile, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { migrateDatabase } from "../src/database/migrations/migrate-database.ts";
import { atMost, type Drill, mustBe } from "./support/drill.ts";
import { startMachinePostgres } from "./support/machine-postgres.ts";
import { signUp, startApi } from "./support/world.ts";

const deploy = new URL("../../deploy/", import.meta.url);
const ACCOUNTS = 10;
const DAY_MS = 86_400_000;

export const backup: Drill = {
  promise: "A backup restored into an empty database has the same rows, and its sessions go on",
  run: async () => {
    await using postgres = await startMachinePostgres();
    const folder = await mkdtemp(join(tmpdir(), "cafe-backup-"));
    try {
      return await backUpAndRestore(postgres, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function backUpAndRestore(postgres: Awaited<ReturnType<typeof startMachinePostgres>>, folder: string) {
  const [before, after] = [postgres.url("before"), postgres.url("after")];
  await postgres.createDatabase("before");
  await postgres.createDatabase("after");
  await migrateDatabase(before);
  const [directory, remote, identity] = ["backups", "remote", "identity"].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const { output: key } = await run("age-keygen", ["-o", identity]);
  const environment = {
    BACKUP_DIRECTORY: directory,
    BACKUP_REMOTE: remote,
    BACKUP_AGE_RECIPIENT: /age1\w+/.exec(key)?.[0] ?? "",
    BACKUP_AGE_IDENTITY: identity,
  };
  const backUp = (url: string, ...parameters: string[]) =>
    run(new URL("backup", deploy).pathname, parameters, { ...environment, DATABASE_URL: url });
  const restore = (url: string, ...parameters: string[]) =>
    run(new URL("restore", deploy).pathname, parameters, { ...environment, DATABASE_URL: url });

  const { ada, dashboard } = await fill(before);
  const made = await backUp(before);
  const [file = ""] = (await readdir(directory)).filter((name) => name.endsWith(".age"));
  const isPlain = (await readFile(join(directory, file))).includes("PGDMP");

  const over = await restore(before, file);
  const restored = await restore(after, file);
  const [rows, restoredRows] = [await readTables(before), await readTables(after)];
  const replaced = await restore(after, "--replace", file);
  const replacedRows = await readTables(after);

  await using api = await startApi(after);
  const answer = await fetch(`${api.url}/api/dashboard/data?range=90d`, { headers: ada.headers });
  const figures = JSON.stringify((await answer.json()).data);

  await appendFile(join(directory, file), "x");
  const tampered = await restore(after, "--replace", file);
  const recent = await backUp(before, "--check");
  const failed = await backUp(postgres.url("nowhere"));
  const metrics = await readFile(join(directory, "metrics/backup.prom"), "utf8");
  const kept = await keepsByRule(directory, () => backUp(before));
  const copied = (await readdir(remote)).includes(file);
  await writeFile(join(directory, "metrics/backup.prom"), metrics.replace(/(timestamp_seconds) \d+/, "$1 1000000000"));
  const old = await backUp(before, "--check");

  return [
    mustBe("the backup is made", made.code === 0, /backed up.*/.exec(made.output)?.[0]),
    mustBe("it is encrypted, and copied", !isPlain && copied),
    mustBe("a full database is left alone", over.code === 1 && /has \d+ tables/.test(over.output)),
    mustBe("an empty one takes it", restored.code === 0, `${restored.ms} ms`),
    mustBe("every table has the same rows", sameRows(rows, restoredRows), describe(rows)),
    mustBe("and again where it replaces what was there", replaced.code === 0 && sameRows(rows, replacedRows)),
    mustBe("a session from before sees the same dashboard", answer.ok && figures === dashboard, `${answer.status}`),
    mustBe("a file that was altered is refused", tampered.code === 1 && sameRows(rows, await readTables(after, true))),
    mustBe("a recent backup passes the check, an old one fails it", recent.code === 0 && old.code === 1),
    mustBe(
      "a backup that fails says so",
      failed.code === 1 && /FAILED/.test(failed.output) && metrics.includes("cafe_backup_last_run_success 0"),
      `exit code ${failed.code}`,
    ),
    atMost("old files kept beside the newest three", kept, 0),
  ];
}

/** Accounts with orders. @returns one of them, and what its dashboard shows */
async function fill(url: string) {
  await using api = await startApi(url);
  const people = await signUp(api.url, ACCOUNTS);
  for (const { headers } of people) {
    await fetch(`${api.url}/api/orders/sample`, { method: "POST", headers, body: "{}" });
  }
  const [ada] = people;
  if (!ada) throw new Error("nobody signed up");
  const answer = await fetch(`${api.url}/api/dashboard/data?range=90d`, { headers: ada.headers });
  return { ada, dashboard: JSON.stringify((await answer.json()).data) };
}

/** How many files older than the rule says outlive a backup, of more than the newest three. */
async function keepsByRule(directory: string, backUp: () => Promise<unknown>): Promise<number> {
  const names = [1, 2, 3, 4].map((day) => `cafe-2020010${day}T000000Z.dump.age`);
  const time = new Date(Date.now() - 20 * DAY_MS);
  for (const name of names.flatMap((name) => [name, `${name}.sha256`])) {
    await writeFile(join(directory, name), "old");
    await utimes(join(directory, name), time, time);
  }
  await backUp();
  const files = await readdir(directory);
  // with the two of today, the newest of the old ones is the third
  return names.slice(0, 3).filter((name) => files.includes(name)).length + (files.includes(names[3] ?? "") ? 0 : 1);
}

type Tables = Map<string, { rows: number; digest: string }>;

/** What a digest of each row of every table comes to; without what the running API writes, where it runs on one side. */
async function readTables(url: string, running = false): Promise<Tables> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows: names } = await client.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'drizzle') order by 1",
  );
  const tables: Tables = new Map();
  for (const { name } of names) {
    if (running && name !== "public.users" && name !== "public.orders") continue;
    const { rows } = await client.query<{ rows: number; digest: string }>(
      `select count(*)::int as rows, md5(coalesce(string_agg(line, '' order by line), '')) as digest
        from (select md5(row::text) as line from ${name} as row) as lines`,
    );
    if (rows[0]) tables.set(name, rows[0]);
  }
  await client.end();
  return tables;
}

const sameRows = (rows: Tables, others: Tables) =>
  others.size > 0 && [...others].every(([name, { digest }]) => rows.get(name)?.digest === digest);

const describe = (tables: Tables) =>
  `${tables.size} tables, ${[...tables.values()].reduce((sum, { rows }) => sum + rows, 0)} rows`;

/** A program's exit code and all it has said. */
function run(command: string, parameters: string[], environment: Record<string, string> = {}) {
  const started = performance.now();
  return new Promise<{ code: number; output: string; ms: number }>((resolve) => {
    const child = execFile(command, parameters, { env: { ...process.env, ...environment } }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, output: stdout + stderr, ms: Math.round(performance.now() - started) });
    });
  });
}
