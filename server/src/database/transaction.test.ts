import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { createDatabase, type Database } from "./client.ts";
import { isDatabaseUnavailable } from "./errors.ts";
import { users } from "./schema.ts";

let app: TestApp;
let db: Database;
let userId: string;
beforeAll(async () => {
  app = await buildTestApp();
  db = createDatabase({ url: app.databaseUrl, max: 1, timeLimitMs: 1000 });
  db.$client.on("error", () => {});
  userId = (await signUpUser(app)).user.id;
});
afterAll(async () => {
  await db.$client.end();
  await app.close();
});

const rename = (to: Pick<Database, "update">, name: string) =>
  to.update(users).set({ name }).where(eq(users.id, userId));
const nameNow = async () => (await app.db.select().from(users).where(eq(users.id, userId)))[0]?.name;
const connectionId = async (on: Pick<Database, "execute">) =>
  (await on.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`)).rows[0]?.pid;

async function failureOf(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => {
      throw new Error("it did not fail");
    },
    (error) => error,
  );
}

describe("a transaction", () => {
  it("keeps everything, or nothing where its work fails, on one connection that goes on", async () => {
    const before = await connectionId(db);
    await db.transaction(async (tx) => void (await rename(tx, "Grace")));
    const error = await failureOf(
      db.transaction(async (tx) => {
        await rename(tx, "Nobody");
        throw new Error("no");
      }),
    );
    expect(error.message).toBe("no");
    expect(await nameNow()).toBe("Grace");
    expect(await connectionId(db)).toBe(before);
  });

  it("is an error where the failure of a statement was ignored, for then nothing is committed", async () => {
    const error = await failureOf(
      db.transaction(async (tx) => {
        await rename(tx, "Nobody");
        await tx.execute(sql`select 1 / 0`).catch(() => undefined);
      }),
    );
    expect(error.message).toMatch(/nothing was committed/i);
    expect(await nameNow()).toBe("Grace");
  });

  it("within a transaction takes back only itself", async () => {
    await db.transaction(async (tx) => {
      await rename(tx, "Outer");
      await failureOf(
        tx.transaction(async (inner) => {
          await rename(inner, "Inner");
          await inner.execute(sql`select 1 / 0`);
        }),
      );
    });
    expect(await nameNow()).toBe("Outer");
  });

  it("takes the isolation and access that it is asked for", async () => {
    const read = (tx: Pick<Database, "execute">) =>
      tx.execute(
        sql`select current_setting('transaction_isolation') || current_setting('transaction_read_only') as it`,
      );
    const { rows } = await db.transaction(read, { isolationLevel: "repeatable read", accessMode: "read only" });
    expect(rows).toEqual([{ it: "repeatable readon" }]);
  });

  it("that finds a server which takes no writes leaves its connection, and others ask for another one", async () => {
    const before = await connectionId(db);
    const error = await failureOf(db.transaction((tx) => rename(tx, "Nobody"), { accessMode: "read only" }));
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(await connectionId(db)).not.toBe(before);
  });

  it("that loses its connection fails as an unreachable database, and the process lives", async () => {
    const error = await failureOf(
      db.transaction(async (tx) => {
        await rename(tx, "Nobody");
        await app.db.execute(sql`select pg_terminate_backend(${await connectionId(tx)}::int)`);
        await rename(tx, "Nobody");
      }),
    );
    expect(isDatabaseUnavailable(error)).toBe(true);
    await db.transaction((tx) => rename(tx, "Ada"));
    expect(await nameNow()).toBe("Ada");
  });

  it("that waits for something else past its deadline is cut: nothing that it still does is written", async () => {
    const elsewhere = Promise.withResolvers<void>();
    const outcome = Promise.withResolvers<unknown>();
    const started = performance.now();
    const error = await failureOf(
      db.transaction(
        async (tx) => {
          await rename(tx, "Nobody");
          await elsewhere.promise;
          await rename(tx, "Nobody").then(() => outcome.resolve("written"), outcome.resolve);
        },
        { deadlineMs: 300 },
      ),
    );
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(performance.now() - started).toBeLessThan(2000);
    elsewhere.resolve();
    expect(await outcome.promise).toBeInstanceOf(Error);
    await db.transaction((tx) => rename(tx, "Ada"));
    expect(await nameNow()).toBe("Ada");
  });

  it("has one limit for all of its statements, not one for each", async () => {
    const started = performance.now();
    const error = await failureOf(
      db.transaction(async (tx) => {
        for (let index = 0; index < 10; index += 1) await tx.execute(sql`select pg_sleep(0.4)`);
      }),
    );
    expect(isDatabaseUnavailable(error)).toBe(true);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

it("a statement outside of transactions that takes too long is given up, with its connection", async () => {
  const before = await connectionId(db);
  const error = await failureOf(db.execute(sql`set statement_timeout = 0; select pg_sleep(5)`));
  expect(isDatabaseUnavailable(error)).toBe(true);
  expect(await connectionId(db)).not.toBe(before);
});
