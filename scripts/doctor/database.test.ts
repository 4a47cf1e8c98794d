import { afterAll, afterEach, beforeAll, expect, inject, it, vi } from "vitest";
import { createTestDatabase, runStatement } from "../../server/src/test/database/database.ts";
import { checkServer, describeVersion } from "./database.ts";

let database: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  database = await createTestDatabase(inject("postgresUrl"));
});
afterAll(() => database.drop());
afterEach(() => vi.useRealTimers());

const problems = async (url = database.url) =>
  (await checkServer(url, { own: true })).filter(({ level }) => level !== "ok").map(({ message }) => message);
const change = (statement: string) => runStatement(database.url, statement);

it("finds nothing wrong with a migrated database", async () => {
  expect(await problems()).toEqual([]);
});

it("says that it can't be reached, that the password is wrong, and that there is no such database", async () => {
  expect(await problems("postgres://user@127.0.0.1:1/database")).toEqual([expect.stringContaining("ECONNREFUSED")]);
  expect(await problems("postgres://host:notaport/database")).toEqual([expect.stringContaining("Invalid URL")]);
  const other = new URL(database.url);
  other.pathname = "/nowhere";
  expect(await problems(other.href)).toEqual([expect.stringContaining('database "nowhere" does not exist')]);
});

it("says that a version is too old", () => {
  expect(describeVersion({ version: "14.9", number: "140009" })).toMatchObject({ level: "problem" });
  expect(describeVersion({ version: "15.0", number: "150000" })).toMatchObject({ level: "ok" });
});

it("says that this machine's clock is wrong", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
  expect(await problems()).toEqual([expect.stringMatching(/^This machine is 3600 s ahead of the database$/)]);
});

it("says which migration is missing, and which one nobody knows", async () => {
  const last = "select max(id) from drizzle.__drizzle_migrations";
  await change(`update drizzle.__drizzle_migrations set hash = 'other', created_at = 1 where id = (${last})`);
  expect(await problems()).toEqual([
    expect.stringMatching(/^1 to apply, the first is \d{4}_/),
    "1 applied that this version doesn't know",
  ]);
  const first = "select min(id) from drizzle.__drizzle_migrations";
  await change(`update drizzle.__drizzle_migrations set hash = 'edited' where id = (${first})`);
  expect(await problems()).toContainEqual("0000_init was edited after it was applied");
});

it("says what was changed by hand", async () => {
  const changed = await createTestDatabase(inject("postgresUrl"));
  try {
    await runStatement(changed.url, "alter table orders drop column item");
    await runStatement(changed.url, "alter table users add column nickname text");
    await runStatement(changed.url, "alter table users alter column email drop not null");
    const [message, ...others] = await problems(changed.url);
    expect(others).toEqual([]);
    for (const part of [
      "orders.item is missing, not text not null",
      "users.nickname is there, and isn't in schema.ts",
      "users.email is text, not text not null",
    ]) {
      expect(message).toContain(part);
    }
  } finally {
    await changed.drop();
  }
});
