import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import pg from "pg";
import { afterEach, beforeEach, expect, inject, it, vi } from "vitest";
import { createTestDatabase } from "../../test/database/database.ts";
import { runProgram } from "../../test/run-program.ts";
import { readMigrations } from "./files.ts";
import { migrateDatabase } from "./migrate-database.ts";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let client: pg.Client;
beforeEach(async () => {
  database = await createTestDatabase(inject("postgresUrl"));
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await database.drop();
});

const migrate = (url = database.url) => runProgram("commands/migrate.ts", { DATABASE_URL: url }).ended;

it("apply each migration once, though five migrators start at the same time", { timeout: 120_000 }, async () => {
  await client.query("drop schema public cascade; create schema public; truncate drizzle.__drizzle_migrations");
  // none gets further before all five are there
  await client.query("begin; lock table drizzle.__drizzle_migrations in access exclusive mode");
  const migrators = [1, 2, 3, 4, 5].map(() => migrate());
  const connected =
    "select from pg_stat_activity where application_name = 'cafe-app-ai migrate' and datname = current_database()";
  const areConnected = async () => {
    await client.query("select pg_stat_clear_snapshot()");
    return (await client.query(connected)).rowCount;
  };
  await vi.waitFor(async () => expect(await areConnected()).toBe(5), { timeout: 60_000, interval: 50 });
  await client.query("commit");
  const ended = await Promise.all(migrators);
  const names = readMigrations().map(({ name }) => `Applied ${name}.\n`);
  const one = `${names.join("")}The database is up to date.\n`;
  const others = "The database is up to date.\n";
  for (const { code, errors } of ended) expect({ code, errors }).toEqual({ code: 0, errors: "" });
  expect(ended.map(({ output }) => output).sort()).toEqual([one, others, others, others, others].sort());
  const files = await readdir(new URL("../../../../migrations", import.meta.url));
  const { rows } = await client.query("select hash from drizzle.__drizzle_migrations");
  expect(rows).toHaveLength(files.filter((file) => file.endsWith(".sql")).length);
  await client.query("select from users, sessions, accounts, verifications");
});

it("take as long as they need, whatever the role's own limit", async () => {
  const { pathname } = new URL(database.url);
  await client.query(`alter database ${pathname.slice(1)} set statement_timeout = '50ms'`);
  const name = "9999_slow";
  const slow = {
    name,
    hash: name,
    generatedAt: 9_999_999_999_999,
    statements: ["select pg_sleep(0.2)"],
    inTransaction: true,
  };
  expect(await migrateDatabase(database.url, { migrations: [slow] })).toEqual([name]);
});

it("change nothing in a database that is up to date", async () => {
  await client.query("insert into users (email, name) values ('ada@example.com', 'Ada')");
  expect((await migrate()).code).toBe(0);
  const { rows } = await client.query("select email from users");
  expect(rows).toEqual([{ email: "ada@example.com" }]);
});

it("leave one index for the session token, and it is unique", async () => {
  const { rows } = await client.query(
    "select indexname, indexdef from pg_indexes where tablename = 'sessions' and indexdef like '%(session_token)%'",
  );
  expect(rows).toEqual([{ indexname: "idx_sessions_token", indexdef: expect.stringMatching(/^CREATE UNIQUE INDEX/) }]);
});

it("wait for a database that does not let them in yet, when told to", async () => {
  const server = new URL(database.url);
  let attempts = 0;
  const door = createServer((socket) => {
    attempts++;
    if (attempts < 3) return socket.destroy();
    socket.pipe(connect(Number(server.port), server.hostname)).pipe(socket);
  }).listen(0, "127.0.0.1");
  await once(door, "listening");
  const url = new URL(server);
  url.host = `127.0.0.1:${(door.address() as AddressInfo).port}`;

  const { ended } = runProgram("commands/migrate.ts", { DATABASE_URL: url.href }, "--wait");

  expect(await ended).toEqual({ code: 0, output: "The database is up to date.\n", errors: "" });
  expect(attempts).toBe(3);
  door.close();
});

it("end with a clear line and an exit code where no database answers", async () => {
  const { code, errors } = await migrate("postgres://nobody@127.0.0.1:1/nothing");
  expect({ code, errors }).toEqual({
    code: 1,
    errors: expect.stringMatching(/^The database .*127\.0\.0\.1:1\nCheck DATABASE_URL/),
  });
});
