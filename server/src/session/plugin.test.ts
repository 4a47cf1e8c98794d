import type { Session } from "@cafe-app-ai/shared/auth";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../test/factories.ts";
import { signValue } from "./signed-value.ts";

const DAY = 86_400_000;
const OLD_SECRET = "an-old-secret-an-old-secret-an-old-secret";
const NEW_SECRET = "a-new-secret-a-new-secret-a-new-secret-a";

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

type Headers = Record<string, string>;
const bearer = (credential: string): Headers => ({ authorization: `Bearer ${credential}` });
const cookie = (credential: string, name = "__Host-session"): Headers => ({
  cookie: `${name}=${encodeURIComponent(credential)}`,
});

const readDashboard = (headers: Headers, { request } = app) => request.get("/api/dashboard/data").set(headers);
const readSession = (headers: Headers, { request } = app) => request.get("/api/auth/session").set(headers);

/** Without a socket in between, requests arrive in the same turn of the event loop. */
async function readSessionAtOnce(headers: Headers, { app: server } = app) {
  const response = await server.inject({ url: "/api/auth/session", headers });
  const data: Session | null = response.json().data;
  return { user: data?.user, headers: { "set-cookie": [response.headers["set-cookie"] ?? []].flat() } };
}

async function expectSignedOut(headers: Headers, { request } = app) {
  const dashboard = await readDashboard(headers, { request } as TestApp);
  expect({ status: dashboard.status, code: dashboard.body.error?.code }).toEqual({
    status: 401,
    code: "UNAUTHENTICATED",
  });
  expect(dashboard.headers["www-authenticate"]).toBe("Bearer");
  const session = await readSession(headers, { request } as TestApp);
  expect({ status: session.status, body: session.body }).toEqual({
    status: 200,
    body: { status: "success", data: null, error: null },
  });
}

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

/** The attributes of the cookie that an answer sets, by their names in lower case. */
function setCookie(headers: Record<string, unknown>) {
  const [header, ...others] = (headers["set-cookie"] ?? []) as string[];
  if (header === undefined) return undefined;
  expect(others).toEqual([]);
  const [pair = "", ...attributes] = header.split("; ");
  const [, name, value = ""] = /^([^=]*)=(.*)$/.exec(pair) ?? [];
  const named = attributes.map((attribute) => attribute.split("="));
  return {
    name,
    value: decodeURIComponent(value),
    attributes: Object.fromEntries(named.map(([key = "", text = ""]) => [key.toLowerCase(), text])),
  };
}

describe("the session cookie", () => {
  it("has the __Host- prefix and the strictest attributes", async () => {
    const { email } = await signUpUser(app);
    const response = await app.request
      .post("/api/auth/signin")
      .set("origin", CLIENT_ORIGIN)
      .send({ email, password: PASSWORD });
    expect(setCookie(response.headers)).toEqual({
      name: "__Host-session",
      value: expect.stringMatching(/^\w{32}\.[\w+/]{43}=$/),
      attributes: {
        "max-age": expect.stringMatching(/^604(800|7\d\d)$/),
        path: "/",
        httponly: "",
        secure: "",
        samesite: "Strict",
      },
    });
  });

  it("is deleted with the same attributes at sign-out", async () => {
    const { headers } = await app.request.post("/api/auth/signout");
    const { name, value, attributes } = setCookie(headers) ?? {};
    expect({ name, value }).toEqual({ name: "__Host-session", value: "" });
    expect(attributes).toMatchObject({ path: "/", httponly: "", secure: "", samesite: "Strict" });
    expect(attributes).not.toHaveProperty("domain");
    expect(Date.parse(attributes?.expires ?? "")).toBeLessThan(Date.now());
  });

  it("holds what sessionToken is for other clients", async () => {
    const response = await app.request
      .post("/api/auth/signin")
      .send({ email: (await signUpUser(app)).email, password: PASSWORD });
    expect(setCookie(response.headers)?.value).toBe(response.body.data.sessionToken);
  });

  it.each([
    [{ COOKIE_SECURE: "false" }, "session", { path: "/", httponly: "", samesite: "Strict" }],
    [
      { COOKIE_DOMAIN: "example.com" },
      "__Secure-session",
      { path: "/", httponly: "", samesite: "Strict", secure: "", domain: "example.com" },
    ],
  ])("with %j is called %s", async (settings, name, attributes) => {
    const other = await buildTestApp({ DATABASE_URL: app.databaseUrl, ...settings });
    try {
      const { email } = await signUpUser(other);
      const response = await other.request.post("/api/auth/signin").send({ email, password: PASSWORD });
      const set = setCookie(response.headers);
      expect(set).toMatchObject({ name, attributes });
      expect(Object.keys(set?.attributes ?? {})).toHaveLength(Object.keys(attributes).length + 1);
      await readDashboard({ cookie: `${name}=${set?.value}` }, other).expect(200);
      await readDashboard({ cookie: `__Host-session=${set?.value}` }, other).expect(401);
    } finally {
      await other.close();
    }
  });
});

describe("the two carriers", () => {
  it("are equal", async () => {
    const { user, sessionToken } = await signUpUser(app);
    for (const headers of [
      bearer(sessionToken),
      { authorization: `bearer ${sessionToken}` },
      { authorization: `BEARER   ${sessionToken}` },
      cookie(sessionToken),
      { cookie: `theme=dark; __Host-session=${sessionToken}; other=1` },
    ]) {
      await readDashboard(headers).expect(200);
      expect((await readSession(headers)).body.data.user).toEqual(user);
    }
  });

  it("agree on the header where both are sent, on every route", async () => {
    const ada = await signUpUser(app);
    const eve = await signUpUser(app);
    const both = { ...bearer(ada.sessionToken), ...cookie(eve.sessionToken) };
    expect((await readSession(both)).body.data.user.id).toBe(ada.user.id);
    await app.request.post("/api/orders/sample").set(both).expect(201);
    expect((await readDashboard(both)).body.data.tableRows).toHaveLength(10);
    expect((await readDashboard(cookie(eve.sessionToken))).body.data.tableRows).toHaveLength(0);
    await app.request.post("/api/auth/signout").set(both).expect(200);
    await expectSignedOut(bearer(ada.sessionToken));
    await readDashboard(cookie(eve.sessionToken)).expect(200);
  });

  it.each(["", "null", "undefined", "nonsense"])(
    "do not help each other where the header is Bearer %s",
    async (credential) => {
      const { sessionToken } = await signUpUser(app);
      await expectSignedOut({ ...bearer(credential), ...cookie(sessionToken) });
    },
  );

  it("leave a header of another scheme to whoever it is for", async () => {
    const { sessionToken } = await signUpUser(app);
    await readDashboard({ authorization: "Basic YWRhOnBhc3N3b3Jk", ...cookie(sessionToken) }).expect(200);
  });
});

describe("a credential that is not right", () => {
  let valid: string;
  let token: string;
  beforeAll(async () => {
    const { user, sessionToken } = await signUpUser(app);
    valid = sessionToken;
    const { rows } = await app.db.execute<{ session_token: string }>(
      sql`select session_token from sessions where user_id = ${user.id}`,
    );
    token = rows[0]?.session_token ?? "";
  });

  const flipBit = (text: string, index: number) =>
    text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ 1) + text.slice(index + 1);

  it.each<[string, () => string]>([
    ["is empty", () => ""],
    ["is the word null", () => "null"],
    ["is cut short", () => valid.slice(0, -1)],
    ["has something after it", () => `${valid}A`],
    ["has one bit of the token flipped", () => flipBit(valid, 3)],
    ["has one bit of the signature flipped", () => flipBit(valid, token.length + 4)],
    ["has its signature in another form of base64", () => valid.replace(/=$/, "")],
    ["has no signature", () => `${token}.`],
    ["has only a signature", () => valid.slice(token.length)],
    ["is what the database holds", () => token],
    ["is signed by someone else", () => signValue(token, ["somebody-elses-secret-somebody-elses"])],
    ["is signed, and belongs to no session", () => signValue("A".repeat(32), app.config.authSecrets)],
    ["cannot be decoded", () => "%ZZ"],
    ["has 8 KB", () => "A".repeat(8192)],
    ["has 8 KB with a signature", () => signValue("A".repeat(8192), app.config.authSecrets)],
    ["is SQL", () => "' or 1=1 --.c2ln"],
    ["is JSON", () => '{"$ne":null}'],
  ])("signs nobody in where it %s, in the header or the cookie", async (_what, credential) => {
    await expectSignedOut(bearer(credential()));
    await expectSignedOut(cookie(credential()));
    await expectSignedOut({ cookie: `__Host-session=${credential()}` });
  });

  it("signs nobody in from two cookies of the name", async () => {
    await expectSignedOut({ cookie: `__Host-session=${valid}; __Host-session=${valid}` });
    await expectSignedOut({ cookie: `__Host-session=planted; __Host-session=${valid}` });
  });

  it.each(["session", "__Secure-session", "__host-session", "better-auth.session_token"])(
    "signs nobody in from a cookie called %s",
    async (name) => {
      await expectSignedOut(cookie(valid, name));
    },
  );

  it("signs nobody in from the query", async () => {
    const path = `/api/auth/session?sessionToken=${encodeURIComponent(valid)}`;
    expect((await app.request.get(path)).body.data ?? null).toBeNull();
  });

  it("ends nothing", async () => {
    await readDashboard(bearer(valid)).expect(200);
  });
});

it("stores a token of at least 128 bits, which is another for each session", async () => {
  await signUpUser(app);
  await signUpUser(app);
  const { rows } = await app.db.execute<{ session_token: string }>(sql`select session_token from sessions`);
  const tokens = rows.map((row) => row.session_token);
  expect(new Set(tokens).size).toBe(tokens.length);
  for (const token of tokens) expect(token).toMatch(/^[A-Za-z0-9]{32,}$/);
});

describe("a list of secrets", () => {
  it("signs by its first and verifies by all, so that a secret can be replaced", async () => {
    const before = await buildTestApp({ DATABASE_URL: app.databaseUrl, AUTH_SECRET: OLD_SECRET });
    const during = await buildTestApp({ DATABASE_URL: app.databaseUrl, AUTH_SECRET: `${NEW_SECRET},${OLD_SECRET}` });
    const after = await buildTestApp({ DATABASE_URL: app.databaseUrl, AUTH_SECRET: NEW_SECRET });
    try {
      const old = await signUpUser(before);
      await readDashboard(old.headers, during).expect(200);
      await expectSignedOut(old.headers, after);
      const replaced = await signUpUser(during);
      await readDashboard(replaced.headers, after).expect(200);
      await expectSignedOut(replaced.headers, before);
    } finally {
      await Promise.all([before.close(), during.close(), after.close()]);
    }
  });
});

describe("the idle limit", () => {
  it("ends a session that nobody used", async () => {
    const { user, headers } = await signUpUser(app);
    await ageSession(user.id, { renewed: "7 days 1 s", expires: "-1 s" });
    await expectSignedOut(headers);
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
    const first = await readSession(cookie(sessionToken)).expect(200);
    expect(Math.abs(Date.parse(first.body.data.expiresAt) - Date.now() - 7 * DAY)).toBeLessThan(60_000);
    const set = setCookie(first.headers);
    expect(set?.value).toBe(sessionToken);
    expect(Number(set?.attributes["max-age"])).toBeGreaterThan(604_700);
    // and only once
    const second = await readSession(cookie(sessionToken)).expect(200);
    expect(second.body.data.expiresAt).toBe(first.body.data.expiresAt);
    expect(setCookie(second.headers)).toBeUndefined();
  });

  it("starts again on any route that needs a session", async () => {
    const { user, sessionToken } = await signUpUser(app);
    await ageSession(user.id, { renewed: "25 hours" });
    expect(setCookie((await readDashboard(cookie(sessionToken)).expect(200)).headers)).toBeDefined();
  });

  it("stays as it is within a day", async () => {
    const { user, sessionToken } = await signUpUser(app);
    await ageSession(user.id, { renewed: "23 hours", expires: "3 days" });
    const { body, headers } = await readSession(cookie(sessionToken)).expect(200);
    expect(Math.abs(Date.parse(body.data.expiresAt) - Date.now() - 3 * DAY)).toBeLessThan(60_000);
    expect(setCookie(headers)).toBeUndefined();
  });

  it("starts again without a cookie for a client that sends the header", async () => {
    const { user, headers } = await signUpUser(app);
    await ageSession(user.id, { renewed: "25 hours", expires: "3 days" });
    const response = await readSession(headers).expect(200);
    expect(Math.abs(Date.parse(response.body.data.expiresAt) - Date.now() - 7 * DAY)).toBeLessThan(60_000);
    expect(setCookie(response.headers)).toBeUndefined();
  });

  it("starts again once where many requests come at the same time", async () => {
    const { user, sessionToken } = await signUpUser(app);
    await ageSession(user.id, { renewed: "25 hours" });
    const servers = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? app : replica));
    const answers = await Promise.all(servers.map((server) => readSessionAtOnce(cookie(sessionToken), server)));
    expect(answers.map(({ user }) => user?.id)).toEqual(servers.map(() => user.id));
    expect(answers.filter(({ headers }) => setCookie(headers) !== undefined)).toHaveLength(1);
  });
});

describe("the absolute limit", () => {
  it("is where renewal stops", async () => {
    const { user, sessionToken } = await signUpUser(app);
    await ageSession(user.id, { created: "29 days", renewed: "25 hours", expires: "1 hour" });
    const { body, headers } = await readSession(cookie(sessionToken)).expect(200);
    expect(Math.abs(Date.parse(body.data.expiresAt) - Date.now() - DAY)).toBeLessThan(60_000);
    expect(Number(setCookie(headers)?.attributes["max-age"])).toBeLessThanOrEqual(86_400);
  });

  it("ends a session, whatever its expiry says", async () => {
    const { user, headers } = await signUpUser(app);
    await ageSession(user.id, { created: "30 days 1 s", renewed: "1 hour", expires: "6 days" });
    await expectSignedOut(headers);
  });
});

it("signs a deleted user out at the next request", async () => {
  const { user, headers } = await signUpUser(app);
  await readDashboard(headers).expect(200);
  await app.db.execute(sql`delete from users where id = ${user.id}`);
  await expectSignedOut(headers);
  const { rows } = await app.db.execute(sql`select from sessions where user_id = ${user.id}`);
  expect(rows).toEqual([]);
});

it("ends a session everywhere at once at sign-out", async () => {
  const { sessionToken, headers } = await signUpUser(app);
  await readDashboard(headers, replica).expect(200);
  await app.request.post("/api/auth/signout").set(headers).expect(200);
  await expectSignedOut(headers, replica);
  await expectSignedOut(cookie(sessionToken), replica);
  await expectSignedOut(headers);
});

it("gives each of many requests at once its own user", async () => {
  const users = await Promise.all(Array.from({ length: 8 }, () => signUpUser(app)));
  const requests = Array.from(
    { length: 80 },
    (_, index) => users[(index * 5) % users.length] as (typeof users)[number],
  );
  const answers = await Promise.all(
    requests.map(({ headers }, index) => readSessionAtOnce(index % 9 === 0 ? bearer("nobody") : headers)),
  );
  expect(answers.map(({ user }) => user?.email ?? null)).toEqual(
    requests.map(({ email }, index) => (index % 9 === 0 ? null : email)),
  );
});
