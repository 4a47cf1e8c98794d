import { randomUUID } from "node:crypto";
import { eq, getTableName, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { deleteBatch, expiredRows } from "./clean-up.ts";
import { mails, mailTokens, rateLimits, sessions, verifications } from "./schema.ts";

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

it("cleans the other tables while one is locked", async () => {
  const { user } = await signUpUser(app);
  await insertSessions(user.id, 1, { expiresAt: inSeconds(-60) });
  await app.db.insert(verifications).values({ identifier: "x", value: "y", expiresAt: inSeconds(-60) });
  await app.db.insert(rateLimits).values({ key: randomUUID(), points: 1, expire: inSeconds(-60).getTime() });
  const holder = new pg.Client({ connectionString: app.databaseUrl });
  await holder.connect();
  await holder.query("begin; lock table sessions in access exclusive mode");

  expect(await app.app.cleanUp()).toBe(2);

  await holder.query("rollback");
  await holder.end();
  expect(await app.app.cleanUp()).toBe(1);
});

it("cleans the other tables while one fails", async () => {
  const { user } = await signUpUser(app);
  await insertSessions(user.id, 1, { expiresAt: inSeconds(-60) });
  await app.db.insert(verifications).values({ identifier: "x", value: "y", expiresAt: inSeconds(-60) });
  await app.db.execute("alter table sessions rename to sessions_elsewhere");
  expect(await app.app.cleanUp()).toBe(1);
  await app.db.execute("alter table sessions_elsewhere rename to sessions");
  expect(await app.app.cleanUp()).toBe(1);
});

it("reads no table from end to end, and removes much in little time", { timeout: 180_000 }, async () => {
  const { user } = await signUpUser(app);
  const client = new pg.Client({ connectionString: app.databaseUrl });
  await client.connect();
  const times = "now() + (i - 20000) * interval '1 second', now()";
  await client.query(
    `insert into sessions (session_token, user_id, expires_at, created_at)
     select 'many' || i, '${user.id}', ${times} from generate_series(1, 300000) i`,
  );
  await client.query(
    `insert into verifications (identifier, value, expires_at, created_at)
     select 'many', 'y', ${times} from generate_series(1, 50000) i`,
  );
  await client.query(
    `insert into mail_tokens (user_id, purpose, email, token_hash, expires_at, created_at)
     select '${user.id}', 'verify-email', 'a@b.c', 'many' || i, ${times} from generate_series(1, 50000) i`,
  );
  await client.query(
    `insert into rate_limits (key, points, expire)
     select 'many' || i, 1, (extract(epoch from now()) + i - 20000) * 1000 from generate_series(1, 50000) i`,
  );
  await client.query(
    `insert into idempotency_keys (user_id, route, key, body_hash, status, headers, answer, created_at)
     select '${user.id}', 'r', 'many' || i, 'h', 200, '{}', '', now() - i * interval '1 minute'
     from generate_series(1, 25000) i`,
  );
  await client.query(
    `insert into orders (user_id, item, category, quantity, total_cents, deleted_at)
     select '${user.id}', 'i', 'c', 1, 1, now() - i * interval '1 minute' from generate_series(1, 25000) i`,
  );
  await client.query(
    `insert into activity (user_id, event, request_id, at)
     select '${user.id}', 'signed-out', 'r', now() - i * interval '5 minutes' from generate_series(1, 50000) i`,
  );
  for (const column of ["failed_at", "sent_at"]) {
    await client.query(
      `insert into mails (kind, recipient, request_id, ${column})
       select 'notice', 'a@b.c', 'many', now() - i * interval '2 minutes' from generate_series(1, 25000) i`,
    );
  }
  await client.query("analyze");

  for (const expired of expiredRows(app.config)) {
    const { rows } = await app.db.execute(sql`explain ${deleteBatch(expired)}`);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan, getTableName(expired.table)).toMatch(/Index (Only )?Scan using idx_/);
    expect(plan).not.toContain("Seq Scan");
    expect(plan).not.toContain("Sort");
  }
  const started = performance.now();
  // the 20,000th is of this very moment, and may have come meanwhile
  expect(await app.app.cleanUp()).toBeGreaterThanOrEqual(4 * 19_999 + 2 * 3400);
  expect(performance.now() - started).toBeLessThan(60_000);
  await client.end();
});
