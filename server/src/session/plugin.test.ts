import { sql } from "drizzle-orm";
import type { FastifyReply, FastifyRequest } from "fastify";
import { afterAll, beforeAll, expect, it } from "vitest";
import { databaseTimeLeftMs, withDatabaseTime } from "../database/time-limit.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { bearer, cookie, expectSignedOut, readDashboard, readSessionAtOnce } from "../test/session.ts";

let app: TestApp;
/** Another process of the same deployment. */
let replica: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
  replica = await buildTestApp({ DATABASE_URL: app.databaseUrl });
});
afterAll(async () => {
  await replica.close();
  await app.close();
});

it("signs a deleted user out at the next request", async () => {
  const { user, headers } = await signUpUser(app);
  await readDashboard(app, headers).expect(200);
  await app.db.execute(sql`delete from users where id = ${user.id}`);
  await expectSignedOut(app, headers);
  const { rows } = await app.db.execute(sql`select from sessions where user_id = ${user.id}`);
  expect(rows).toEqual([]);
});

it("ends a session everywhere at once at sign-out", async () => {
  const { sessionToken, headers } = await signUpUser(app);
  await readDashboard(replica, headers).expect(200);
  await app.request.post("/api/auth/signout").set(headers).expect(200);
  await expectSignedOut(replica, headers);
  await expectSignedOut(replica, cookie(sessionToken));
  await expectSignedOut(app, headers);
});

it("gives each of many requests at once its own user", async () => {
  const users = await Promise.all(Array.from({ length: 8 }, () => signUpUser(app)));
  const requests = Array.from(
    { length: 80 },
    (_, index) => users[(index * 5) % users.length] as (typeof users)[number],
  );
  const answers = await Promise.all(
    requests.map(({ headers }, index) => readSessionAtOnce(app, index % 9 === 0 ? bearer("nobody") : headers)),
  );
  expect(answers.map(({ user }) => user?.email ?? null)).toEqual(
    requests.map(({ email }, index) => (index % 9 === 0 ? null : email)),
  );
});

it("counts the wait for a look-up that requests share against each one's time in the database", async () => {
  const { headers } = await signUpUser(app);
  const { left } = await app.db.transaction(async (tx) => {
    await tx.execute(sql`lock table sessions in access exclusive mode`);
    const left = withDatabaseTime(2000, async () => {
      await app.app.sessions.find({ headers } as FastifyRequest, {} as FastifyReply);
      return databaseTimeLeftMs(2000);
    });
    await tx.execute(sql`select pg_sleep(0.3)`);
    // the lock ends with the transaction
    return { left };
  });
  expect(await left).toBeLessThan(1750);
});
