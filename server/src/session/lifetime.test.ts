import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";
import { cookie, expectSignedOut, readDashboard, readSession, readSessionAtOnce, setCookie } from "../test/session.ts";

const DAY = 86_400_000;

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

/** Changes the only session of a user, as if time had gone by. */
async function ageSession(
  userId: string,
  { renewed, created = renewed, expires = "6 days" }: { renewed: string; created?: string; expires?: string },
) {
  await app.db.execute(sql`
    update sessions set updated_at = now() - ${renewed}::interval, created_at = now() - ${created}::interval,
      expires_at = now() + ${expires}::interval
    where user_id = ${userId}`);
}

describe("the idle limit", () => {
  it("ends a session that nobody used", async () => {
    const { user, headers } = await signUpUser(app);
    await ageSession(user.id, { renewed: "7 days 1 s", expires: "-1 s" });
    await expectSignedOut(app, headers);
  });

  it("is as long as the setting says, or the absolute limit where that is shorter", async () => {
    const short = await buildTestApp({
      DATABASE_URL: app.databaseUrl,
      SESSION_IDLE_SECONDS: "3600",
      SESSION_MAX_SECONDS: "600",
    });
    try {
      const { email } = await signUpUser(short);
      const { body, headers } = await short.request.post("/api/auth/signin").send({ email, password: PASSWORD });
      expect(Math.abs(Date.parse(body.data.expiresAt) - Date.now() - 600_000)).toBeLessThan(60_000);
      expect(Number(setCookie(headers)?.attributes["max-age"])).toBeLessThanOrEqual(600);
    } finally {
      await short.close();
    }
  });

  it("starts again after a day of use, and the cookie with it", async () => {
    const { user, sessionToken } = await signUpUser(app);
    await ageSession(user.id, { renewed: "25 hours", expires: "3 days" });
    const first = await readSession(app, cookie(sessionToken)).expect(200);
    expect(Math.abs(Date.parse(first.body.data.expiresAt) - Date.now() - 7 * DAY)).toBeLessThan(60_000);
    const set = setCookie(first.headers);
    expect(set?.value).toBe(sessionToken);
    expect(Number(set?.attributes["max-age"])).toBeGreaterThan(604_700);
    // and only once
    const second = await readSession(app, cookie(sessionToken)).expect(200);
    expect(second.body.data.expiresAt).toBe(first.body.data.expiresAt);
    expect(setCookie(second.headers)).toBeUndefined();
  });

  it("starts again on any route that needs a session", async () => {
    const { user, sessionToken } = await signUpUser(app);
    await ageSession(user.id, { renewed: "25 hours" });
    expect(setCookie((await readDashboard(app, cookie(sessionToken)).expect(200)).headers)).toBeDefined();
  });

  it("stays as it is within a day", async () => {
    const { user, sessionToken } = await signUpUser(app);
    await ageSession(user.id, { renewed: "23 hours", expires: "3 days" });
    const { body, headers } = await readSession(app, cookie(sessionToken)).expect(200);
    expect(Math.abs(Date.parse(body.data.expiresAt) - Date.now() - 3 * DAY)).toBeLessThan(60_000);
    expect(setCookie(headers)).toBeUndefined();
  });

  it("starts again a day after it last did, also where the session is used all day", async () => {
    const { user, sessionToken } = await signUpUser(app);
    await ageSession(user.id, { renewed: "23 hours" });
    await app.db.execute(sql`
      update sessions set last_seen_at = now() - interval '1 hour' where user_id = ${user.id}`);
    expect(setCookie((await readSession(app, cookie(sessionToken)).expect(200)).headers)).toBeUndefined();
    await app.db.execute(sql`
      update sessions set updated_at = updated_at - interval '2 hours' where user_id = ${user.id}`);
    expect(setCookie((await readSession(app, cookie(sessionToken)).expect(200)).headers)).toBeDefined();
  });

  it("starts again without a cookie for a client that sends the header", async () => {
    const { user, headers } = await signUpUser(app);
    await ageSession(user.id, { renewed: "25 hours", expires: "3 days" });
    const response = await readSession(app, headers).expect(200);
    expect(Math.abs(Date.parse(response.body.data.expiresAt) - Date.now() - 7 * DAY)).toBeLessThan(60_000);
    expect(setCookie(response.headers)).toBeUndefined();
  });

  it("starts again once where many requests come at the same time", async () => {
    const { user, sessionToken } = await signUpUser(app);
    await ageSession(user.id, { renewed: "25 hours" });
    const servers = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? app : replica));
    const answers = await Promise.all(servers.map((server) => readSessionAtOnce(server, cookie(sessionToken))));
    expect(answers.map(({ user }) => user?.id)).toEqual(servers.map(() => user.id));
    expect(answers.filter(({ headers }) => setCookie(headers) !== undefined)).toHaveLength(1);
  });
});

describe("the absolute limit", () => {
  it("is where renewal stops", async () => {
    const { user, sessionToken } = await signUpUser(app);
    await ageSession(user.id, { created: "29 days", renewed: "25 hours", expires: "1 hour" });
    const { body, headers } = await readSession(app, cookie(sessionToken)).expect(200);
    expect(Math.abs(Date.parse(body.data.expiresAt) - Date.now() - DAY)).toBeLessThan(60_000);
    expect(Number(setCookie(headers)?.attributes["max-age"])).toBeLessThanOrEqual(86_400);
  });

  it("ends a session, whatever its expiry says", async () => {
    const { user, headers } = await signUpUser(app);
    await ageSession(user.id, { created: "30 days 1 s", renewed: "1 hour", expires: "6 days" });
    await expectSignedOut(app, headers);
  });
});
