import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
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
