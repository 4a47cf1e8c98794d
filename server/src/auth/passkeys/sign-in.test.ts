import { randomBytes } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { passkeys, sessions, users } from "../../database/schema.ts";
import { Authenticator } from "../../test/authenticator.ts";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../../test/build-test-app.ts";
import { addPasskey, askForOptions, cookieOf, forged, PASSWORD, signUpUser } from "../../test/factories.ts";
import { retryAfter } from "../../test/http/retry-after.ts";
import { isSignedIn, outcome } from "../../test/session.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());
afterEach(() => vi.useRealTimers());

type Asked = Awaited<ReturnType<typeof askForOptions>>;
type Behaviour = Parameters<Authenticator["sign"]>[1];

const ask = (where = app) => askForOptions(where, "signin/passkey/options");
const answer = (cookie: string, response: object, headers = {}, { request } = app) =>
  request.post("/api/auth/signin/passkey").set("cookie", cookie).set(headers).send({ response });

/** Somebody with a passkey. */
async function owner(where = app) {
  const person = await signUpUser(where);
  const authenticator = new Authenticator();
  const passkey = await addPasskey(where, person.headers, authenticator);
  const signIn = async (changes: Behaviour = {}, headers = {}, asked?: Asked) => {
    const { options, cookie } = asked ?? (await ask(where));
    return answer(cookie, authenticator.sign(options, changes), headers, where);
  };
  return { ...person, authenticator, passkey, signIn };
}

describe("signing in by passkey", () => {
  it("asks for nobody's passkeys in particular, and for a verified user, with a session too", async () => {
    const { headers } = await owner();
    for (const carried of [{}, headers]) {
      const { body, headers: sent } = await app.request
        .post("/api/auth/signin/passkey/options")
        .set(carried)
        .expect(200);
      expect(body.data).toMatchObject({ rpId: "localhost", userVerification: "required" });
      expect(body.data).not.toHaveProperty("allowCredentials");
      expect(sent["cache-control"]).toBe("no-store");
      expect(sent["set-cookie"]).toEqual([
        expect.stringMatching(/^__Host-passkey=[^;]+; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
      ]);
    }
  });

  it("gives a page the cookie and no token, and other clients both", async () => {
    const { signIn, user } = await owner();
    const page = await signIn({}, { origin: CLIENT_ORIGIN });
    expect(page.body.data).toMatchObject({ user, sessionToken: null });
    expect(await isSignedIn(app, { cookie: cookieOf(page) })).toBe(true);
    expect(page.headers["set-cookie"]?.[1]).toMatch(/^__Host-passkey=; Max-Age=0;/);

    const curl = await signIn();
    expect(await isSignedIn(app, { authorization: `Bearer ${curl.body.data.sessionToken}` })).toBe(true);
  });

  it("needs no code, where a password needs one", async () => {
    const { signIn, email, user } = await owner();
    await app.db.update(users).set({ twoFactorEnabled: true }).where(eq(users.id, user.id));
    await app.request.post("/api/auth/signin").send({ email, password: PASSWORD }).expect(202);
    expect(outcome(await signIn())).toBe("200");
  });

  it("replaces the session that the request carries, whosever it is", async () => {
    const { signIn, user } = await owner();
    const stranger = await signUpUser(app);
    const signedIn = await signIn({}, stranger.headers);
    expect(signedIn.body.data.user.id).toBe(user.id);
    expect(await isSignedIn(app, stranger.headers)).toBe(false);
  });

  it("takes no passkey that is unknown", async () => {
    const { options, cookie } = await ask();
    expect(outcome(await answer(cookie, new Authenticator().sign(options)))).toBe("401 INVALID_CREDENTIALS");
  });

  it("takes no signature of another key under the same id", async () => {
    const { authenticator } = await owner();
    const { options, cookie } = await ask();
    const forged = { ...new Authenticator().sign(options), id: authenticator.id, rawId: authenticator.id };
    expect(outcome(await answer(cookie, forged))).toBe("401 INVALID_CREDENTIALS");
  });

  it.each([
    ["did not check its user", { userVerified: false }],
    ["did not see its user", { userPresent: false }],
    ["was asked by another page", { origin: "https://evil.example" }],
    ["signed for another host", { relyingParty: "evil.example" }],
  ])("takes none whose device %s", async (_what, behaviour) => {
    const { signIn, user } = await owner();
    expect(outcome(await signIn(behaviour))).toBe("401 INVALID_CREDENTIALS");
    expect(await app.db.$count(sessions, eq(sessions.userId, user.id))).toBe(1);
    expect(outcome(await signIn())).toBe("200");
  });

  it("takes none whose counter has not gone on: somebody has copied it", async () => {
    const { signIn, passkey } = await owner();
    expect(outcome(await signIn({ counter: 5 }))).toBe("200");
    for (const counter of [5, 4, 0]) expect(outcome(await signIn({ counter }))).toBe("401 INVALID_CREDENTIALS");
    expect(outcome(await signIn({ counter: 6 }))).toBe("200");
    const [row] = await app.db.select().from(passkeys).where(eq(passkeys.id, passkey.id));
    expect(row?.counter).toBe(6);
  });

  it("takes a challenge once, for five minutes, and from the browser that got it", async () => {
    const { signIn, headers } = await owner();
    const [used, late, mixed] = [await ask(), await ask(), await ask()];
    const registration = await askForOptions(app, "passkeys/options", headers);

    expect(outcome(await signIn({}, {}, used))).toBe("200");
    expect(outcome(await signIn({}, {}, used))).toBe("400 INVALID_TOKEN");
    expect(outcome(await signIn({}, {}, { ...late, cookie: "" }))).toBe("400 INVALID_TOKEN");
    expect(outcome(await signIn({}, {}, { ...late, cookie: forged(late.cookie) }))).toBe("400 INVALID_TOKEN");
    expect(outcome(await signIn({}, {}, registration))).toBe("400 INVALID_TOKEN");
    expect(outcome(await signIn({}, {}, { ...mixed, options: late.options }))).toBe("401 INVALID_CREDENTIALS");
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 301_000 });
    expect(outcome(await signIn({}, {}, late))).toBe("400 INVALID_TOKEN");
  });

  it("works for one of twenty requests at once", async () => {
    const { authenticator } = await owner();
    const { options, cookie } = await ask();
    const response = authenticator.sign(options);
    const answers = await Promise.all(Array.from({ length: 20 }, () => answer(cookie, response)));
    expect(answers.map(outcome).sort()).toEqual(["200", ...Array(19).fill("400 INVALID_TOKEN")]);
  });

  it("takes no other signed value for a challenge, and survives it", async () => {
    const { authenticator, sessionToken, user, email } = await owner();
    await app.db.update(users).set({ twoFactorEnabled: true }).where(eq(users.id, user.id));
    const { body } = await app.request.post("/api/auth/signin").send({ email, password: PASSWORD }).expect(202);
    for (const value of [sessionToken, body.data.twoFactor.challenge]) {
      const response = authenticator.sign({ challenge: "x" });
      expect(outcome(await answer(`__Host-passkey=${value}`, response))).toBe("400 INVALID_TOKEN");
    }
  });

  it("goes on while AUTH_SECRET is being replaced", async () => {
    const secrets = { old: "o".repeat(40), new: "n".repeat(40) };
    const before = await buildTestApp({ AUTH_SECRET: secrets.old });
    const { authenticator } = await owner(before);
    const { options, cookie } = await ask(before);
    const { databaseUrl: DATABASE_URL } = before;
    const after = await buildTestApp({ DATABASE_URL, AUTH_SECRET: `${secrets.new},${secrets.old}` });

    expect(outcome(await answer(cookie, authenticator.sign(options), {}, after))).toBe("200");
    await after.close();
    await before.close();
  });

  it("is refused until the email is confirmed, and ends the session that it began", async () => {
    const strict = await buildTestApp({ DATABASE_URL: app.databaseUrl, EMAIL_VERIFICATION: "required" });
    const { authenticator, user } = await owner();
    const { options, cookie } = await ask(strict);
    const refused = await answer(cookie, authenticator.sign(options), {}, strict);
    expect(outcome(refused)).toBe("403 EMAIL_NOT_VERIFIED");
    expect(refused.headers).not.toHaveProperty("set-cookie");
    expect(await app.db.$count(sessions, eq(sessions.userId, user.id))).toBe(1);
    await strict.close();
  });

  it("is limited by the client's IP address", async () => {
    const limited = await buildTestApp({ AUTH_REQUESTS_PER_ADDRESS: "2" });
    await ask(limited);
    await answer("", new Authenticator().sign({ challenge: "x" }), {}, limited).expect(400);
    expect(outcome(await answer("", {}, {}, limited))).toBe("429 RATE_LIMITED");
    const options = await limited.request.post("/api/auth/signin/passkey/options").expect(429);
    expect(retryAfter(options)).toBeGreaterThan(30);
    expect(retryAfter(options)).toBeLessThanOrEqual(60);
    await limited.close();
  });

  it("is refused to a page of another origin", async () => {
    for (const path of ["signin/passkey/options", "signin/passkey"]) {
      await app.request.post(`/api/auth/${path}`).set("origin", "https://evil.example").expect(403);
    }
  });

  it("takes nonsense for what it is, whatever the place", async () => {
    const { authenticator } = await owner();
    const texts = ["%", "A", "nothing", "null", "[]", '{"type":1}', '{"type":"webauthn.get"}'];
    const values = [
      "",
      ...texts.map((text) => Buffer.from(text).toString("base64url")),
      randomBytes(300).toString("base64url"),
      ...["bbffffffffffffffff", "9affffffff"].map((hex) => Buffer.from(hex, "hex").toString("base64url")),
      ...[7, null, [], {}, undefined],
    ];
    for (const field of ["clientDataJSON", "authenticatorData", "signature"]) {
      for (const value of values) {
        const { options, cookie } = await ask();
        const { response, ...rest } = authenticator.sign(options);
        const refused = await answer(cookie, { ...rest, response: { ...response, [field]: value } });
        expect([field, value, outcome(refused)]).toEqual([
          field,
          value,
          expect.stringMatching(/^400 VALIDATION_ERROR|401 INVALID_CREDENTIALS$/),
        ]);
      }
    }
    for (const id of ["\0", "\ud800", "' or true --", "k".repeat(3000), 7]) {
      const { options, cookie } = await ask();
      expect(outcome(await answer(cookie, { ...authenticator.sign(options), id }))).toBe("400 VALIDATION_ERROR");
    }
  });
});

describe("where the database fails", () => {
  it.each(["passkeys", "sessions"])("signing in by passkey says so: %s", async (table) => {
    const { authenticator } = await owner();
    const { options, cookie } = await ask();
    const refused = await app.db.transaction(async (tx) => {
      await tx.execute(sql.raw(`lock table ${table} in share mode`));
      return await answer(cookie, authenticator.sign(options));
    });
    expect(outcome(refused)).toBe("503 SERVICE_UNAVAILABLE");
  });
});
