import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp({ AUTH_REQUESTS_PER_ADDRESS: "6" });
});
afterAll(() => app.close());
beforeEach(() => app.db.execute(sql`delete from rate_limits`));

const signIn = (email: string, password = PASSWORD) => app.request.post("/api/auth/signin").send({ email, password });

/** How often it takes a connection from the pool. What runs by itself may take one meanwhile, so: the least of five. */
async function countStatements(work: () => PromiseLike<unknown>): Promise<number> {
  const counts: number[] = [];
  for (let round = 0; round < 5; round++) {
    let taken = 0;
    const count = () => {
      taken += 1;
    };
    app.db.$client.on("acquire", count);
    await work();
    app.db.$client.off("acquire", count);
    counts.push(taken);
  }
  return Math.min(...counts);
}

it("a sign-in costs two statements, and one with an unknown email one", async () => {
  const { email } = await signUpUser(app);
  await app.db.execute(sql`delete from rate_limits`);
  expect(await countStatements(() => signIn(email).expect(200))).toBe(2);
  await app.db.execute(sql`delete from rate_limits`);
  expect(await countStatements(() => signIn("nobody@example.com").expect(401))).toBe(1);
});

it("a sign-in from an IP address over its limit counts against nobody's account, and then costs nothing", async () => {
  for (let attempt = 0; attempt < 6; attempt++) await signIn(`${attempt}@example.com`).expect(401);
  await signIn("victim@example.com").expect(429);
  const { rows } = await app.db.execute(sql`select from rate_limits where key like 'account:%'`);
  expect(rows).toHaveLength(6);
  expect(await countStatements(() => signIn("victim@example.com").expect(429))).toBe(0);
});
