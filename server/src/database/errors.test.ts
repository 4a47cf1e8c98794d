import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { openLine } from "../test/database/line.ts";
import { isDatabaseUnavailable } from "./errors.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const raise = (state: string) =>
  app.db.execute(`do $$ begin raise exception sqlstate '${state}'; end $$`).catch((error: unknown) => error);

it.each([
  ["08006", "connection failure"],
  ["25006", "read-only transaction"],
  ["25P02", "failed transaction"],
  ["25P03", "idle transaction ended"],
  ["53100", "disk full"],
  ["53200", "out of memory"],
  ["53300", "too many connections"],
  ["57P01", "shutting down"],
  ["57P03", "cannot connect now"],
  ["57014", "statement took too long"],
  ["55P03", "lock not available"],
  ["58030", "disk that fails"],
  ["40001", "serialization failure"],
  ["40P01", "deadlock"],
])("counts %s as a database that can't serve for the moment: %s", async (state) => {
  expect(isDatabaseUnavailable(await raise(state))).toBe(true);
});

it.each([
  ["23505", "unique violation"],
  ["42P01", "undefined table"],
  ["22P02", "invalid text"],
])("counts %s as a fault of the statement: %s", async (state) => {
  expect(isDatabaseUnavailable(await raise(state))).toBe(false);
});

it("counts a silence on a connection of one's own as a database that can't serve: at its start, and later", async () => {
  const line = await openLine(app.databaseUrl);
  const open = () => {
    const limits = { connectionTimeoutMillis: 200, query_timeout: 200 };
    const client = new pg.Client({ connectionString: line.url, ...limits });
    client.on("error", () => {});
    return client;
  };
  const client = open();
  await client.connect();
  line.silence();
  const errors = [await failureOf(client.query("select 1")), await failureOf(open().connect())];
  expect(errors.map(isDatabaseUnavailable)).toEqual([true, true]);
  await line.close();
});

const failureOf = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);
