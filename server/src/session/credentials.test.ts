import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { bearer, cookie, expectSignedOut, readDashboard, readSession } from "../test/session.ts";
import { signValue } from "./signed-value.ts";

const OLD_SECRET = "an-old-secret-an-old-secret-an-old-secret";
const NEW_SECRET = "a-new-secret-a-new-secret-a-new-secret-a";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

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
      await readDashboard(app, headers).expect(200);
      expect((await readSession(app, headers)).body.data.user).toEqual(user);
    }
  });

  it("agree on the header where both are sent, on every route", async () => {
    const ada = await signUpUser(app);
    const eve = await signUpUser(app);
    const both = { ...bearer(ada.sessionToken), ...cookie(eve.sessionToken) };
    expect((await readSession(app, both)).body.data.user.id).toBe(ada.user.id);
    await app.request.patch("/api/auth/user").set(both).send({ name: "Grace" }).expect(200);
    expect((await readSession(app, bearer(ada.sessionToken))).body.data.user.name).toBe("Grace");
    expect((await readSession(app, cookie(eve.sessionToken))).body.data.user.name).toBe("Ada");
    await app.request.post("/api/auth/signout").set(both).expect(200);
    await expectSignedOut(app, bearer(ada.sessionToken));
    await readDashboard(app, cookie(eve.sessionToken)).expect(200);
  });

  it.each(["", "null", "undefined", "nonsense"])(
    "do not help each other where the header is Bearer %s",
    async (credential) => {
      const { sessionToken } = await signUpUser(app);
      await expectSignedOut(app, { ...bearer(credential), ...cookie(sessionToken) });
    },
  );

  it("leave a header of another scheme to whoever it is for", async () => {
    const { sessionToken } = await signUpUser(app);
    await readDashboard(app, { authorization: "Basic YWRhOnBhc3N3b3Jk", ...cookie(sessionToken) }).expect(200);
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
    await expectSignedOut(app, bearer(credential()));
    await expectSignedOut(app, cookie(credential()));
    await expectSignedOut(app, { cookie: `__Host-session=${credential()}` });
  });

  it("signs nobody in from two cookies of the name", async () => {
    await expectSignedOut(app, { cookie: `__Host-session=${valid}; __Host-session=${valid}` });
    await expectSignedOut(app, { cookie: `__Host-session=planted; __Host-session=${valid}` });
  });

  it.each(["session", "__Secure-session", "__host-session", "better-auth.session_token"])(
    "signs nobody in from a cookie called %s",
    async (name) => {
      await expectSignedOut(app, cookie(valid, name));
    },
  );

  it("signs nobody in from the query", async () => {
    const path = `/api/auth/session?sessionToken=${encodeURIComponent(valid)}`;
    expect((await app.request.get(path)).body.data ?? null).toBeNull();
  });

  it("ends nothing", async () => {
    await readDashboard(app, bearer(valid)).expect(200);
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
      await readDashboard(during, old.headers).expect(200);
      await expectSignedOut(after, old.headers);
      const replaced = await signUpUser(during);
      await readDashboard(after, replaced.headers).expect(200);
      await expectSignedOut(before, replaced.headers);
    } finally {
      await Promise.all([before.close(), during.close(), after.close()]);
    }
  });
});
