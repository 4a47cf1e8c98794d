import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { mails, mailTokens, rateLimits, sessions, verifications } from "../database/schema.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp({ SESSION_MAX_SECONDS: "7200" });
});
afterAll(() => app.close());

const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1000);

async function insertSessions(userId: string, count: number, times: { expiresAt: Date; createdAt?: Date }) {
  const rows = Array.from({ length: count }, () => ({ token: randomUUID(), userId, ...times }));
  await app.db.insert(sessions).values(rows);
}

it("removes what has expired, however much, and nothing else", async () => {
  const { user } = await signUpUser(app);
  const [old, fresh] = [inSeconds(-60), inSeconds(60)];
  await insertSessions(user.id, 2500, { expiresAt: old });
  await insertSessions(user.id, 1, { expiresAt: fresh, createdAt: inSeconds(-7300) });
  await insertSessions(user.id, 1, { expiresAt: fresh });
  for (const expiresAt of [old, fresh]) {
    await app.db.insert(verifications).values({ identifier: "x", value: "y", expiresAt });
    const token = { userId: user.id, purpose: "verify-email" as const, email: user.email, tokenHash: randomUUID() };
    await app.db.insert(mailTokens).values({ ...token, expiresAt });
    await app.db.insert(rateLimits).values({ key: randomUUID(), points: 1, expire: expiresAt.getTime() });
  }
  const [month, almost] = [31 * 86_400, 29 * 86_400];
  const mail = { kind: "notice", recipient: user.email, requestId: "r" };
  await app.db.insert(mails).values([
    { ...mail, failedAt: inSeconds(-month) },
    { ...mail, failedAt: inSeconds(-almost) },
    { ...mail, sentAt: inSeconds(-month) },
    { ...mail, sentAt: inSeconds(-almost) },
    { ...mail, createdAt: inSeconds(-month), sendAfter: inSeconds(3600) },
  ]);

  expect(await app.app.cleanUp()).toBe(2501 + 3 + 2);

  expect(await app.db.$count(sessions, eq(sessions.userId, user.id))).toBe(2);
  expect(await app.db.$count(mails, eq(mails.requestId, "r"))).toBe(3);
  expect(await app.app.cleanUp()).toBe(0);
});

it("passes over rows that somebody holds, without waiting for them", async () => {
  const { user } = await signUpUser(app);
  await insertSessions(user.id, 3, { expiresAt: inSeconds(-60) });
  const holder = new pg.Client({ connectionString: app.databaseUrl });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select 1 from sessions where expires_at < now() and user_id = $1 limit 1 for update", [user.id]);

  expect(await app.app.cleanUp()).toBe(2);

  await holder.query("rollback");
  await holder.end();
  expect(await app.app.cleanUp()).toBe(1);
});

it("leaves the work to the process that is at it", async () => {
  const { user } = await signUpUser(app);
  await insertSessions(user.id, 1, { expiresAt: inSeconds(-60) });
  await app.db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(3141593)`);
    expect(await app.app.cleanUp()).toBe(0);
  });
  expect(await app.app.cleanUp()).toBe(1);
});
