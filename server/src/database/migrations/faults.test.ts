import { createHash } from "node:crypto";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, inject, it, vi } from "vitest";
import { createTestDatabase } from "../../test/database/database.ts";
import { createDatabase } from "../client.ts";
import { MIGRATIONS_FOLDER, type Migration, readMigrations } from "./files.ts";
import { isSchemaCurrent, type MigrationOptions, migrateDatabase } from "./migrate-database.ts";

const OURS = readMigrations();
const LATER = 9_000_000_000_000;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: pg.Client;
const clients: pg.Client[] = [];
beforeEach(async () => {
  database = await createTestDatabase(inject("postgresUrl"));
  client = await connect();
});
afterEach(async () => {
  for (const one of clients.splice(0)) await one.end();
  await database.drop();
});

async function connect(): Promise<pg.Client> {
  const one = new pg.Client({ connectionString: database.url });
  await one.connect();
  clients.push(one);
  return one;
}

function made(name: string, statements: string[], more: Partial<Migration> = {}): Migration {
  const hash = createHash("sha256").update(statements.join()).digest("hex");
  return { name, hash, generatedAt: LATER, statements, inTransaction: true, ...more };
}

const migrate = (migrations: Migration[], options: MigrationOptions = {}) =>
  migrateDatabase(database.url, { ...options, migrations: [...OURS, ...migrations] });

const applied = async () => (await client.query("select hash from drizzle.__drizzle_migrations")).rows.length;

const indexes = async (pattern: string) =>
  (
    await client.query<{ name: string; valid: boolean }>(
      'select indexrelid::regclass::text as name, indisvalid as valid from pg_index where indexrelid::regclass::text like $1 order by indexrelid::regclass::text collate "C"',
      [pattern],
    )
  ).rows;

/** Whether the migrator waits for a lock, in a statement that has run for so long. */
const waitsForLock = async (forMs = 0) =>
  (
    await client.query(
      `select from pg_stat_activity where application_name = 'cafe-app-ai migrate' and wait_event_type = 'Lock'
       and datname = current_database() and clock_timestamp() - query_start > make_interval(secs => $1)`,
      [forMs / 1000],
    )
  ).rowCount === 1;

describe("every migration counts, not only the newest", () => {
  it("applies one that was generated earlier and merged later", async () => {
    await migrate([made("0009_newer", ["create table newer ()"])]);
    const older = made("0008_older", ["create table older ()"], { generatedAt: LATER - 1 });
    expect(await migrate([older, made("0009_newer", ["create table newer ()"])])).toEqual(["0008_older"]);
    await client.query("select from older");
  });

  it("refuses by name what was edited after it was applied, and applies nothing else", async () => {
    await migrate([made("0008_edited", ["create table edited ()"])]);
    const edited = made("0008_edited", ["create table edited (id int)"]);
    const next = made("0009_next", ["create table next ()"], { generatedAt: LATER + 1 });
    await expect(migrate([edited, next])).rejects.toThrow("0008_edited was edited after it was applied");
    await expect(client.query("select from next")).rejects.toThrow("does not exist");
  });

  it("doesn't take the schema for current while one is missing or another than ours", async () => {
    const db = createDatabase({ url: database.url, max: 1 });
    expect(await isSchemaCurrent(db)).toBe(true);
    const [first] = OURS;
    const rename = "update drizzle.__drizzle_migrations set hash = $2 where hash = $1";
    await client.query(rename, [first?.hash, "edited"]);
    expect(await isSchemaCurrent(db)).toBe(false);
    await client.query(rename, ["edited", first?.hash]);
    expect(await isSchemaCurrent(db)).toBe(true);
    await client.query("delete from drizzle.__drizzle_migrations where hash = $1", [first?.hash]);
    expect(await isSchemaCurrent(db)).toBe(false);
    await db.$client.end();
  });
});

describe("a locked table", () => {
  const alter = made("0008_alter", ["alter table users add column nickname text"]);

  it("holds up nobody but the migrator, who gets through when it is free", { timeout: 60_000 }, async () => {
    const reader = await connect();
    await reader.query("begin; select from users");
    const migrating = migrate([alter]);

    // without a short limit the alter would wait as long as the reader, and each of these behind it
    for (const _ of [1, 2]) {
      await vi.waitFor(async () => expect(await waitsForLock()).toBe(true), { timeout: 15_000, interval: 10 });
      const started = performance.now();
      await client.query("select from users limit 1");
      expect(performance.now() - started).toBeLessThan(1000);
    }
    expect(await applied()).toBe(OURS.length);

    await reader.query("rollback");
    expect(await migrating).toEqual(["0008_alter"]);
    await client.query("select nickname from users");
  });

  it("ends it with the migration's name after the limit, and nothing is half done", async () => {
    const reader = await connect();
    await reader.query("begin; select from users");
    const both = [made("0008_table", ["create table half ()", ...alter.statements])];
    await expect(migrate(both, { locksLimitMs: 1000 })).rejects.toThrow(/^Migration 0008_table: .*lock timeout/);
    await expect(client.query("select from half")).rejects.toThrow("does not exist");
    await reader.query("rollback");
    expect(await migrate(both)).toEqual(["0008_table"]);
  });
});

it("undoes a migration that fails half-way, keeps those before it, and runs again", async () => {
  const first = made("0008_first", ["create table first ()"]);
  const broken = made("0009_second", ["create table second ()", "alter table nobody add column x int"], {
    generatedAt: LATER + 1,
  });
  await expect(migrate([first, broken])).rejects.toThrow('Migration 0009_second: relation "nobody" does not exist');
  await client.query("select from first");
  await expect(client.query("select from second")).rejects.toThrow("does not exist");
  const mended = made("0009_second", ["create table second ()"], { generatedAt: LATER + 1 });
  expect(await migrate([first, mended])).toEqual(["0009_second"]);
});

it("ends with an error where its connection is cut, and runs again", async () => {
  const reader = await connect();
  await reader.query("begin; lock table users in access exclusive mode");
  const migration = made("0008_cut", ["create table cut ()", "alter table users add column nickname text"]);
  const migrating = migrate([migration]).catch((error: Error) => error);
  await vi.waitFor(async () => expect(await waitsForLock()).toBe(true), { timeout: 10_000, interval: 10 });
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cafe-app-ai migrate' and datname = current_database()",
  );
  expect(await migrating).toBeInstanceOf(Error);
  await reader.query("rollback");
  expect(await migrate([migration])).toEqual(["0008_cut"]);
});

describe("outside a transaction", () => {
  const index = made("0008_index", ['create unique index concurrently if not exists "idx_Name" on users (name)'], {
    inTransaction: false,
  });
  const addTwins = () =>
    client.query("insert into users (email, name) values ('ada@example.com', 'Ada'), ('a@example.com', 'Ada')");

  it("is what a migration asks for by its first line", async () => {
    const folder = await mkdtemp(join(tmpdir(), "migrations-"));
    await cp(MIGRATIONS_FOLDER, folder, { recursive: true });
    const entries = [{ idx: 0, version: "7", when: 1, tag: "0000_outside", breakpoints: true }];
    await writeFile(join(folder, "meta", "_journal.json"), JSON.stringify({ entries }));
    await writeFile(join(folder, "0000_outside.sql"), "-- outside a transaction\r\nvacuum users;");
    const [outside] = readMigrations(folder);
    expect(outside).toMatchObject({ name: "0000_outside", inTransaction: false });
    await migrate(outside ? [outside] : []);
    await writeFile(join(folder, "0000_outside.sql"), "vacuum users;\n-- outside a transaction");
    expect(readMigrations(folder)).toMatchObject([{ inTransaction: true }]);
    await rm(folder, { recursive: true });
  });

  it("builds an index, though an old transaction is under way and others want to migrate", async () => {
    const old = await connect();
    await old.query("begin isolation level repeatable read; select from users");
    const migrating = [1, 2, 3, 4, 5].map(() => migrate([index]));
    // longer than an alter would wait, and long enough for a deadlock to be found
    await vi.waitFor(async () => expect(await waitsForLock(1500)).toBe(true), { timeout: 15_000, interval: 10 });
    await client.query("insert into users (email, name) values ('ada@example.com', 'Ada')");
    await old.query("commit");
    expect((await Promise.all(migrating)).flat()).toEqual(["0008_index"]);
    expect(await indexes("%idx_Name%")).toEqual([{ name: '"idx_Name"', valid: true }]);
  });

  it("leaves no invalid index behind where the build fails, and runs again", async () => {
    await addTwins();
    await expect(migrate([index])).rejects.toThrow('Migration 0008_index: could not create unique index "idx_Name"');
    expect(await indexes("%idx_Name%")).toEqual([]);
    await client.query("delete from users where email = 'a@example.com'");
    expect(await migrate([index])).toEqual(["0008_index"]);
    expect(await indexes("%idx_Name%")).toEqual([{ name: '"idx_Name"', valid: true }]);
  });

  it("builds anew what a killed migrator left invalid, and touches no index of another table", async () => {
    await addTwins();
    await client.query("create schema other; create table other.users (name text)");
    for (const table of ["users", "other.users"]) {
      if (table === "other.users") await client.query("insert into other.users values ('Ada'), ('Ada')");
      const build = client.query(`create unique index concurrently "idx_Name" on ${table} (name)`);
      await expect(build).rejects.toThrow("could not create unique index");
    }
    await client.query("delete from users where email = 'a@example.com'");
    expect(await migrate([index])).toEqual(["0008_index"]);
    expect(await indexes("%idx_Name%")).toEqual([
      { name: '"idx_Name"', valid: true },
      { name: 'other."idx_Name"', valid: false },
    ]);
  });
});
