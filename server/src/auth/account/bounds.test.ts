import { once } from "node:events";
import { get, type IncomingMessage } from "node:http";
import { ExportSchema } from "@cafe-app-ai/shared/auth/export";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import { Value } from "@sinclair/typebox/value";
import { desc, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { activity, idempotencyKeys, sessions, users } from "../../database/schema.ts";
import { Authenticator } from "../../test/authenticator.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { runStatement } from "../../test/database/database.ts";
import { addPasskey, askForOptions, PASSWORD, signUpUser } from "../../test/factories.ts";
import { signIn } from "../../test/session.ts";

/** What one account can cost, however much it has. */

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp({ LOGIN_ATTEMPTS_PER_ACCOUNT: "1000" });
});
afterAll(() => app.close());

const sessionsOf = (userId: string) => app.db.$count(sessions, eq(sessions.userId, userId));

/** Sessions that were last used a day ago or longer, a second apart. */
async function insertSessions(userId: string, count: number) {
  await app.db.execute(sql`
    insert into sessions (session_token, user_id, expires_at, last_seen_at)
    select gen_random_uuid(), ${userId}, now() + interval '5 days', now() - interval '1 day' - make_interval(secs => n)
    from generate_series(1, ${count}::int) n`);
}

/** Events of which many were at the same moment. */
async function insertActivity(userId: string, count: number) {
  const insert = `
    insert into activity (user_id, event, request_id, at)
    select $1, 'signed-out', 'r', now() - interval '1 day' - make_interval(secs => n % 7)
    from generate_series(1, $2::int) n`;
  await runStatement(app.databaseUrl, insert, [userId, count]);
}

describe("an account's sessions", () => {
  it("are a hundred at most: another one ends the least recently used, and nobody else's", async () => {
    const { email, user } = await signUpUser(app);
    await insertSessions(user.id, 99);
    const { user: stranger } = await signUpUser(app);
    await app.db.execute(sql`
      update sessions set last_seen_at = now() - interval '5 days' where user_id = ${stranger.id}`);
    const before = await app.db
      .select()
      .from(sessions)
      .where(eq(sessions.userId, user.id))
      .orderBy(desc(sessions.lastSeenAt));

    const { body } = await signIn(app, email).expect(200);

    const left = await app.db.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, user.id));
    const ids = new Set(left.map(({ id }) => id));
    expect(left).toHaveLength(100);
    expect(before.filter(({ id }) => !ids.has(id)).map(({ id }) => id)).toEqual([before.at(-1)?.id]);
    expect(await sessionsOf(stranger.id)).toBe(1);
    const headers = { authorization: `Bearer ${body.data.sessionToken}` };
    expect((await app.request.get("/api/auth/sessions").set(headers).expect(200)).body.data).toHaveLength(100);
  });

  it("are a hundred at most after eight sign-ins at once", async () => {
    const { email, user } = await signUpUser(app);
    await insertSessions(user.id, 99);
    const answers = await Promise.all(Array.from({ length: 8 }, () => signIn(app, email)));
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(await sessionsOf(user.id)).toBe(100);
  });

  it("are a hundred at most after a sign-in by passkey", async () => {
    const { headers, user } = await signUpUser(app);
    const authenticator = new Authenticator();
    await addPasskey(app, headers, authenticator);
    await insertSessions(user.id, 99);
    const { options, cookie } = await askForOptions(app, "signin/passkey/options");
    const body = { response: authenticator.sign(options) };
    await app.request.post("/api/auth/signin/passkey").set("cookie", cookie).send(body).expect(200);
    expect(await sessionsOf(user.id)).toBe(100);
  });

  it("that an older version has left are cut down, and a live one isn't ended for one that has expired", async () => {
    const { email, user } = await signUpUser(app);
    await insertSessions(user.id, 3000);
    await app.db.execute(sql`
      insert into sessions (session_token, user_id, expires_at)
      select gen_random_uuid(), ${user.id}, now() - interval '1 second' from generate_series(1, 50)`);
    const { body } = await signIn(app, email).expect(200);
    const headers = { authorization: `Bearer ${body.data.sessionToken}` };
    expect((await app.request.get("/api/auth/sessions").set(headers).expect(200)).body.data).toHaveLength(100);
    expect(await sessionsOf(user.id)).toBe(150);
  });
});

describe("the export", () => {
  it("has every event once, the newest first, and fits its schema, however many there are", async () => {
    const { headers, user } = await signUpUser(app);
    await insertActivity(user.id, 2500);
    const { body } = await app.request.get("/api/auth/export").set(headers).expect(200);
    // TypeBox does not know our nullable strings
    const errors = [...Value.Errors(SuccessEnvelopeSchema(ExportSchema), body)].filter(({ value }) => value !== null);
    expect(errors).toEqual([]);
    const rows = await app.db
      .select({ id: activity.id })
      .from(activity)
      .where(eq(activity.userId, user.id))
      .orderBy(desc(activity.at), desc(activity.id));
    expect(body.data.activity.map(({ id }: { id: string }) => id)).toEqual(rows.map(({ id }) => id));
  });

  it("reads no faster than it's taken, and is cut off where the database fails midway: half of it isn't a success", async () => {
    const other = await buildTestApp();
    const { headers, user } = await signUpUser(other);
    // few rows, and yet far more than the sockets' buffers hold
    const insert = `
      insert into activity (user_id, event, request_id, user_agent)
      select $1, 'signed-out', 'r', repeat('a', 10000) from generate_series(1, 4000)`;
    await runStatement(other.databaseUrl, insert, [user.id]);
    const request = get(`${other.url}/api/auth/export`, { headers });
    const [response] = (await once(request, "response")) as [IncomingMessage];
    expect(response.statusCode).toBe(200);
    const [part] = (await once(response, "data")) as [Buffer];
    response.pause();
    expect(part.toString()).toMatch(/^{"status":"success"/);
    await other.db.execute(sql`alter table activity rename to activity_elsewhere`);
    const failed = once(response, "error");
    response.resume();
    expect((await failed)[0]).toMatchObject({ code: "ECONNRESET" });
    expect(response.complete).toBe(false);
    await other.close();
  });

  it("answers 503 where the database fails before it begins", async () => {
    const other = await buildTestApp();
    const { headers } = await signUpUser(other);
    await other.db.transaction(async (tx) => {
      await tx.execute(sql`lock table activity in access exclusive mode`);
      const { body } = await other.request.get("/api/auth/export").set(headers).expect(503);
      expect(body.error.code).toBe("SERVICE_UNAVAILABLE");
    });
    await other.close();
  });
});

describe("deleting an account", () => {
  const remove = (headers: Record<string, string>, where = app) =>
    where.request.delete("/api/auth/user").set(headers).send({ password: PASSWORD });

  it("removes a great many rows in batches, and leaves none", async () => {
    const { headers, user } = await signUpUser(app);
    await insertSessions(user.id, 12_000);
    await insertActivity(user.id, 12_000);
    await remove(headers).expect(200);
    await vi.waitFor(async () => expect(await app.db.$count(users, eq(users.id, user.id))).toBe(0), 10_000);
    expect(await sessionsOf(user.id)).toBe(0);
    expect(await app.db.$count(activity, eq(activity.userId, user.id))).toBe(0);
  });

  it("closes the account at once, also where the rest can't be removed yet, and finishes later", async () => {
    const { email, headers, user } = await signUpUser(app);
    const other = (await signIn(app, email).expect(200)).body.data.sessionToken;
    const kept = { userId: user.id, route: "r", bodyHash: "h", status: 200, headers: {}, answer: "" };
    await app.db.insert(idempotencyKeys).values(["1", "2"].map((key) => ({ ...kept, key })));

    await app.db.transaction(async (tx) => {
      // the other session's row stays too
      await tx.execute(sql`lock table sessions, idempotency_keys in share mode`);
      await remove(headers).expect(200);
      await app.request.get("/api/auth/sessions").set("authorization", `Bearer ${other}`).expect(401);
      await signIn(app, email).expect(401);
    });
    expect(await app.db.$count(idempotencyKeys, eq(idempotencyKeys.userId, user.id))).toBe(2);
    // the email is free
    await signUpUser(app, { email });

    await app.db.update(users).set({ deletedAt: sql`now() - interval '1 hour'` }).where(eq(users.id, user.id));
    await app.app.accountRemoval.finish();
    expect(await app.db.$count(idempotencyKeys, eq(idempotencyKeys.userId, user.id))).toBe(0);
    expect(await app.db.$count(users, eq(users.id, user.id))).toBe(0);
  });

  it("keeps no more of the person than an id while the rest is being removed", async () => {
    const { email, headers, user } = await signUpUser(app, { name: "Ada" });
    await app.db.transaction(async (tx) => {
      await tx.execute(sql`lock table idempotency_keys in share mode`);
      await remove(headers).expect(200);
    });
    const [row] = await app.db.select().from(users).where(eq(users.id, user.id));
    expect(JSON.stringify(row)).not.toMatch(new RegExp(`${email}|Ada`));
  });
});
