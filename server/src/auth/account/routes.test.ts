import type { Activity } from "@cafe-app-ai/shared/auth/activity";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accounts, sessions, users } from "../../database/schema.ts";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { isSignedIn } from "../../test/session.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp({
    OIDC_ISSUER: "https://accounts.example.com",
    OIDC_CLIENT_ID: "cafe",
    OIDC_CLIENT_SECRET: "only-for-tests",
  });
});
afterAll(() => app.close());

async function signInAgain(email: string) {
  const { body } = await app.request.post("/api/auth/signin").send({ email, password: PASSWORD }).expect(200);
  return { authorization: `Bearer ${body.data.sessionToken}` };
}

it.each([
  ["patch", "/api/auth/user"],
  ["delete", "/api/auth/user"],
  ["get", "/api/auth/export"],
  ["get", "/api/auth/sign-in-methods"],
  ["post", "/api/auth/oidc"],
  ["delete", "/api/auth/oidc"],
  ["get", "/api/auth/sessions"],
  ["delete", "/api/auth/sessions"],
  ["delete", "/api/auth/sessions/5a7f3c1e-0d5e-4a86-9d5e-2f1f0c6f7a11"],
] as const)("%s %s requires a session, and is kept by no cache", async (method, path) => {
  const { body, headers } = await app.request[method](path).expect(401);
  expect(body.error.code).toBe("UNAUTHENTICATED");
  expect(headers["cache-control"]).toBe("no-store");
});

describe("the profile", () => {
  it("takes a name and an image, and nothing else", async () => {
    const { headers } = await signUpUser(app, { name: "Ada" });
    const image = "https://images.example.com/ada.png";

    const { body } = await app.request.patch("/api/auth/user").set(headers).send({ name: "Ada L.", image }).expect(200);

    expect(body.data.user).toMatchObject({ name: "Ada L.", image });
    const session = await app.request.get("/api/auth/session").set(headers);
    expect(session.body.data.user).toEqual(body.data.user);
    for (const property of ["email", "emailVerified", "role", "id"]) {
      await app.request
        .patch("/api/auth/user")
        .set(headers)
        .send({ [property]: "x" })
        .expect(400);
    }
  });

  it("keeps what a change leaves out, and removes the image by null", async () => {
    const { headers } = await signUpUser(app, { name: "Ada" });
    await app.request.patch("/api/auth/user").set(headers).send({ image: "https://example.com/a.png" }).expect(200);
    const removed = await app.request.patch("/api/auth/user").set(headers).send({ image: null }).expect(200);
    expect(removed.body.data.user).toMatchObject({ name: "Ada", image: null });
    const unchanged = await app.request.patch("/api/auth/user").set(headers).send({}).expect(200);
    expect(unchanged.body.data.user).toEqual(removed.body.data.user);
    const { body } = await app.request.get("/api/auth/activity").set(headers).expect(200);
    const changes = body.data.rows.filter(({ event }: Activity) => event === "profile-changed");
    expect(changes).toHaveLength(2);
  });

  it("keeps a name without the spaces around it", async () => {
    const { headers, user } = await signUpUser(app, { name: "  Ada " });
    expect(user.name).toBe("Ada");
    const { body } = await app.request.patch("/api/auth/user").set(headers).send({ name: "   " }).expect(200);
    expect(body.data.user.name).toBe("");
  });

  it.each([
    "http://example.com/a.png",
    "javascript:alert(1)",
    "https://",
    "a.png",
    "https://example.com/\0",
    "https://example.com/a\nb",
    "https://example.com/a b",
    "https://example.com/\ud800",
  ])("refuses %j for an image", async (image) => {
    const { headers } = await signUpUser(app);
    const { body } = await app.request.patch("/api/auth/user").set(headers).send({ image }).expect(400);
    expect(body.error.details).toEqual([{ in: "body", path: "/image", message: "Must be an https:// URL" }]);
  });
});

describe("the list of sessions", () => {
  it("names each device and its last use, the caller's marked, without tokens", async () => {
    const { email, headers } = await signUpUser(app);
    await app.request
      .post("/api/auth/signin")
      .set("user-agent", "Kitchen tablet")
      .send({ email, password: PASSWORD })
      .expect(200);

    const { body, text } = await app.request.get("/api/auth/sessions").set(headers).expect(200);

    expect(body.data).toHaveLength(2);
    expect(body.data).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ current: true, ipAddress: "127.0.0.1" }),
        expect.objectContaining({ current: false, userAgent: "Kitchen tablet" }),
      ]),
    );
    const keys = ["createdAt", "current", "expiresAt", "id", "ipAddress", "lastSeenAt", "userAgent"];
    for (const session of body.data) expect(Object.keys(session).sort()).toEqual(keys);
    const [row] = await app.db.select().from(sessions).where(eq(sessions.id, body.data[0].id));
    expect(text).not.toContain(row?.token);
  });

  it("leaves out sessions that have expired", async () => {
    const { email, headers, user } = await signUpUser(app);
    await signInAgain(email);
    const current = await app.request.get("/api/auth/sessions").set(headers);
    const other = current.body.data.find((session: { current: boolean }) => !session.current);
    await app.db
      .update(sessions)
      .set({ expiresAt: new Date(0) })
      .where(eq(sessions.id, other.id));

    const { body } = await app.request.get("/api/auth/sessions").set(headers);

    expect(body.data).toHaveLength(1);
    expect(await app.db.$count(sessions, eq(sessions.userId, user.id))).toBe(2);
  });

  it("knows the last use to within five minutes, without renewing the session", async () => {
    const { headers, user } = await signUpUser(app);
    const hourAgo = new Date(Date.now() - 3_600_000);
    await app.db.update(sessions).set({ lastSeenAt: hourAgo, updatedAt: hourAgo }).where(eq(sessions.userId, user.id));

    await app.request.get("/api/auth/session").set(headers).expect(200);

    const [row] = await app.db.select().from(sessions).where(eq(sessions.userId, user.id));
    expect(row?.lastSeenAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
    expect(row?.updatedAt).toEqual(hourAgo);
  });
});

it("says null where a program didn't name itself", async () => {
  const body = { email: "nameless@example.com", password: PASSWORD };
  const signedUp = await app.request.post("/api/auth/signup").set("user-agent", "").send(body).expect(201);
  const headers = { authorization: `Bearer ${signedUp.body.data.sessionToken}` };
  const sessions = await app.request.get("/api/auth/sessions").set(headers).expect(200);
  expect(sessions.body.data).toMatchObject([{ userAgent: null }]);
  const activity = await app.request.get("/api/auth/activity").set(headers).expect(200);
  expect(activity.body.data.rows).toMatchObject([{ event: "signed-up", userAgent: null }]);
});

describe("ending sessions", () => {
  it("ends one at once, and only one's own", async () => {
    const { email, headers } = await signUpUser(app);
    const other = await signInAgain(email);
    const list = await app.request.get("/api/auth/sessions").set(other);
    const { id } = list.body.data.find((session: { current: boolean }) => session.current);
    const stranger = await signUpUser(app);

    const refused = await app.request.delete(`/api/auth/sessions/${id}`).set(stranger.headers).expect(404);
    expect(refused.body.error.code).toBe("NOT_FOUND");
    await app.request.get("/api/dashboard/data").set(other).expect(200);

    await app.request.delete(`/api/auth/sessions/${id}`).set(headers).expect(200);
    await app.request.get("/api/dashboard/data").set(other).expect(401);
    await app.request.delete(`/api/auth/sessions/${id}`).set(headers).expect(404);
    await app.request.get("/api/dashboard/data").set(headers).expect(200);
  });

  it("clears the cookie when the session in use is ended", async () => {
    const { headers } = await signUpUser(app);
    const list = await app.request.get("/api/auth/sessions").set(headers);
    const ended = await app.request.delete(`/api/auth/sessions/${list.body.data[0].id}`).set(headers).expect(200);
    expect(ended.headers["set-cookie"]?.[0]).toMatch(/^__Host-session=;.*(Max-Age=0|Expires=Thu, 01 Jan 1970)/);
    await app.request.get("/api/dashboard/data").set(headers).expect(401);
  });

  it("ends all but the caller's, and says how many", async () => {
    const { email, headers } = await signUpUser(app);
    const others = [await signInAgain(email), await signInAgain(email)];
    const stranger = await signUpUser(app);

    const { body } = await app.request.delete("/api/auth/sessions").set(headers).expect(200);

    expect(body.data).toEqual({ ended: 2 });
    for (const other of others) await app.request.get("/api/dashboard/data").set(other).expect(401);
    await app.request.get("/api/dashboard/data").set(headers).expect(200);
    await app.request.get("/api/dashboard/data").set(stranger.headers).expect(200);
  });

  it("leaves one of two that end each other at the same moment", async () => {
    // more than once: which comes first is up to chance
    for (let round = 0; round < 5; round++) {
      const { email, headers } = await signUpUser(app);
      const both = [headers, await signInAgain(email)];

      const answers = await Promise.all(both.map((own) => app.request.delete("/api/auth/sessions").set(own)));

      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
      const alive = await Promise.all(both.map((own) => isSignedIn(app, own)));
      expect(alive.toSorted()).toEqual([false, true]);
    }
  });

  it("refuses an id that is none", async () => {
    const { headers } = await signUpUser(app);
    const { body } = await app.request.delete("/api/auth/sessions/none").set(headers).expect(400);
    expect(body.error.details[0]).toMatchObject({ in: "params", path: "/id" });
  });
});

describe("deleting the account", () => {
  it("leaves nothing of it, and everybody else's alone", async () => {
    const { email, headers, user } = await signUpUser(app);
    const stranger = await signUpUser(app);

    const { body } = await app.request.delete("/api/auth/user").set(headers).send({ password: PASSWORD }).expect(200);

    expect(body.data).toEqual({ deleted: true });
    await app.request.get("/api/dashboard/data").set(headers).expect(401);
    await app.request.post("/api/auth/signin").send({ email, password: PASSWORD }).expect(401);
    expect(await app.db.$count(users, eq(users.id, user.id))).toBe(0);
    for (const table of [accounts, sessions]) {
      expect(await app.db.$count(table, eq(table.userId, user.id))).toBe(0);
      expect(await app.db.$count(table, eq(table.userId, stranger.user.id))).toBe(1);
    }
    await signUpUser(app, { email });
  });

  it("needs the password; a wrong one leaves account and session as they were, and counts as a guess", async () => {
    const limited = await buildTestApp({ LOGIN_ATTEMPTS_PER_ACCOUNT: "2" });
    const { headers } = await signUpUser(limited);
    const remove = (body?: object) => limited.request.delete("/api/auth/user").set(headers).send(body);

    await remove().expect(400);
    expect((await remove({ password: "wrong" }).expect(401)).body.error.code).toBe("INVALID_CREDENTIALS");
    await limited.request.get("/api/dashboard/data").set(headers).expect(200);
    await remove({ password: "wrong" }).expect(401);
    await remove({ password: PASSWORD }).expect(429);
    await limited.close();
  });

  it("is refused to a page of another origin, and done for the app's", async () => {
    const { headers } = await signUpUser(app);
    const remove = (origin: string) =>
      app.request.delete("/api/auth/user").set(headers).set("origin", origin).send({ password: PASSWORD });
    await remove("https://evil.example").expect(403);
    const { headers: answer } = await remove(CLIENT_ORIGIN).expect(200);
    expect(answer["set-cookie"]?.[0]).toMatch(/^__Host-session=;/);
  });
});

it("exports everything stored about the caller, and nothing that lets somebody in", async () => {
  const { headers, user, sessionToken } = await signUpUser(app);
  const stranger = await signUpUser(app, { name: "Somebody else" });

  const { body, text, headers: answer } = await app.request.get("/api/auth/export").set(headers).expect(200);

  expect(answer["content-disposition"]).toMatch(/^attachment; filename=/);
  expect(body.data).toMatchObject({
    user,
    accounts: [{ providerId: "credential" }],
    sessions: [{ current: true }],
    activity: [{ event: "data-exported" }, { event: "signed-up" }],
  });
  expect(text).not.toMatch(/argon2|Somebody else/);
  expect(text).not.toContain(stranger.user.id);
  expect(text).not.toContain(sessionToken.split(".")[0]);
});
