import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sessions, twoFactors, users, verifications } from "../../database/schema.ts";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../../test/build-test-app.ts";
import { askForOptions, cookieOf, forged, PASSWORD, signUpUser } from "../../test/factories.ts";
import { readMail } from "../../test/inbox.ts";
import { isSignedIn, outcome, signIn } from "../../test/session.ts";
import { codeOf } from "../../test/two-factor/totp.ts";
import {
  answerChallenge,
  holdTheClock,
  passStep,
  startChallenge,
  startTwoFactorSignIn,
  turnOnTwoFactor,
  wrongCode,
} from "../../test/two-factor/two-factor.ts";

const NEVER = "000000";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());
beforeEach(holdTheClock);

type Headers = Record<string, string>;
const answer = (body: object, headers: Headers = {}, where = app) => answerChallenge(where, body, headers);
const askFor = (email: string, where = app) => startChallenge(where, email);
const owner = (where = app) => startTwoFactorSignIn(where);

describe("the right password", () => {
  it("begins no session, and hands curl the challenge", async () => {
    const { email, user } = await owner();
    const before = await app.db.$count(sessions, eq(sessions.userId, user.id));

    const { body, headers } = await signIn(app, email).expect(202);

    expect(body.data).toEqual({
      user: null,
      sessionToken: null,
      expiresAt: null,
      twoFactor: { challenge: expect.stringMatching(/^2fa-.+\..+=$/), expiresAt: expect.any(String) },
    });
    expect(Date.parse(body.data.twoFactor.expiresAt) - Date.now()).toBe(600_000);
    expect(headers).not.toHaveProperty("set-cookie");
    expect(await app.db.$count(sessions, eq(sessions.userId, user.id))).toBe(before);
  });

  it("hands a page the challenge in a strict cookie, and nothing that script could read", async () => {
    const { email } = await owner();
    const { body, headers } = await signIn(app, email, PASSWORD, { origin: CLIENT_ORIGIN }).expect(202);
    expect(body.data.twoFactor.challenge).toBeNull();
    expect(headers["set-cookie"]).toEqual([
      expect.stringMatching(/^__Host-two-factor=2fa-[^;]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
    ]);
  });

  it("leaves the session that the request carries alone until the code is right too", async () => {
    const { email, headers, code } = await owner();
    const { body } = await signIn(app, email, PASSWORD, headers).expect(202);
    expect(await isSignedIn(app, headers)).toBe(true);
    const done = await answer({ code: code(), challenge: body.data.twoFactor.challenge }, headers).expect(200);
    expect(await isSignedIn(app, headers)).toBe(false);
    expect(await isSignedIn(app, { authorization: `Bearer ${done.body.data.sessionToken}` })).toBe(true);
  });
});

describe("two-factor authentication", () => {
  it("is over for whoever waits for a code when the owner signs out everywhere else", async () => {
    const { headers, challenge, code } = await owner();
    await app.request.delete("/api/auth/sessions").set(headers).expect(200);
    expect(outcome(await answer({ code: code(), challenge }))).toBe("400 INVALID_TOKEN");
    expect(await isSignedIn(app, headers)).toBe(true);
  });

  it("signs curl in with the challenge", async () => {
    const { challenge, code, user } = await owner();
    const { body, headers } = await answer({ code: code(), challenge }).expect(200);
    expect(Object.keys(body.data)).toEqual(["user", "sessionToken", "expiresAt"]);
    expect(body.data.user.id).toBe(user.id);
    expect(await isSignedIn(app, { authorization: `Bearer ${body.data.sessionToken}` })).toBe(true);
    expect(headers["cache-control"]).toBe("no-store");
  });

  it("signs a page in with its cookie, which it clears", async () => {
    const { email, code } = await owner();
    const page = { origin: CLIENT_ORIGIN };
    const cookie = cookieOf(await signIn(app, email, PASSWORD, page));
    const done = await answer({ code: `${code().slice(0, 3)} ${code().slice(3)}` }, { ...page, cookie }).expect(200);
    expect(done.body.data.sessionToken).toBeNull();
    expect(await isSignedIn(app, { cookie: cookieOf(done) })).toBe(true);
    expect(done.headers["set-cookie"]?.[1]).toMatch(/^__Host-two-factor=; Max-Age=0;.*HttpOnly; Secure/);
  });

  it("acts on the challenge alone, whosever session the request carries", async () => {
    const { challenge, code, user } = await owner();
    const stranger = await turnOnTwoFactor(app);
    passStep();
    const strangersCode = codeOf(stranger.secret);
    expect(outcome(await answer({ code: strangersCode, challenge }, stranger.headers))).toBe("401 INVALID_CREDENTIALS");
    expect(outcome(await answer({ code: strangersCode }, stranger.headers))).toBe("400 INVALID_TOKEN");
    expect(await isSignedIn(app, stranger.headers)).toBe(true);

    const done = await answer({ code: code(), challenge }, stranger.headers).expect(200);
    expect(done.body.data.user.id).toBe(user.id);
  });

  it("takes the codes of a clock that is half a minute off, and no others", async () => {
    for (const [offset, expected] of [
      [-30_000, "200"],
      [30_000, "200"],
      [-60_000, "401 INVALID_CREDENTIALS"],
      [60_000, "401 INVALID_CREDENTIALS"],
    ] as const) {
      const { secret, email } = await turnOnTwoFactor(app);
      passStep(4);
      const challenge = await askFor(email);
      const done = await answer({ code: codeOf(secret, Date.now() + offset), challenge });
      expect([offset, outcome(done)]).toEqual([offset, expected]);
    }
  });

  it("takes a code once as long as it is valid, by any challenge", async () => {
    const { challenge, code, email, secret } = await owner();
    const used = code();
    expect(outcome(await answer({ code: used, challenge }))).toBe("200");
    expect(outcome(await answer({ code: used, challenge: await askFor(email) }))).toBe("401 INVALID_CREDENTIALS");
    passStep();
    expect(outcome(await answer({ code: used, challenge: await askFor(email) }))).toBe("401 INVALID_CREDENTIALS");
    expect(outcome(await answer({ code: codeOf(secret), challenge: await askFor(email) }))).toBe("200");
  });

  it("takes a code that another person has just used: each uses up their own", async () => {
    const [one, other] = [await owner(), await owner()];
    // chance lets two apps show the same six digits; the same secret does it every time
    const [row] = await app.db.select().from(twoFactors).where(eq(twoFactors.userId, one.user.id));
    await app.db.update(twoFactors).set({ secret: row?.secret }).where(eq(twoFactors.userId, other.user.id));
    const code = one.code();
    expect(outcome(await answer({ code, challenge: one.challenge }))).toBe("200");
    expect(outcome(await answer({ code, challenge: await askFor(other.email) }))).toBe("200");
  });

  it("takes a code once, also by twenty challenges at the same moment", async () => {
    const many = await buildTestApp({ LOGIN_ATTEMPTS_PER_ACCOUNT: "100" });
    const { email, code } = await owner(many);
    const challenges = await Promise.all(Array.from({ length: 20 }, () => askFor(email, many)));
    const answers = await Promise.all(challenges.map((challenge) => answer({ code: code(), challenge }, {}, many)));
    expect(answers.map(outcome).sort()).toEqual(["200", ...Array(19).fill("401 INVALID_CREDENTIALS")]);
    await many.close();
  });

  it("takes a challenge once, for ten minutes, and only one of ours", async () => {
    const { challenge, code, email, sessionToken } = await owner();
    const late = await askFor(email);
    expect(outcome(await answer({ code: code(), challenge }))).toBe("200");
    passStep();
    const passkeyChallenge = (await askForOptions(app, "signin/passkey/options")).cookie.split("=").slice(1).join("=");
    for (const other of [challenge, forged(late), "nonsense", sessionToken, passkeyChallenge]) {
      expect([other, outcome(await answer({ code: code(), challenge: other }))]).toEqual([other, "400 INVALID_TOKEN"]);
    }
    expect(outcome(await answer({ code: code() }))).toBe("400 INVALID_TOKEN");
    const twice = `__Host-two-factor=${late}; __Host-two-factor=${late}`;
    expect(outcome(await answer({ code: code() }, { cookie: twice }))).toBe("400 INVALID_TOKEN");
    passStep(20);
    expect(outcome(await answer({ code: code(), challenge: late }))).toBe("400 INVALID_TOKEN");
  });

  it("does not spend the code where the challenge has ended", async () => {
    const { challenge, code, email, secret } = await owner();
    for (let index = 0; index < 5; index++) {
      expect(outcome(await answer({ code: wrongCode(secret, index), challenge }))).toBe("401 INVALID_CREDENTIALS");
    }
    expect(outcome(await answer({ code: code(), challenge }))).toBe("400 INVALID_TOKEN");
    expect(outcome(await answer({ code: code(), challenge: await askFor(email) }))).toBe("200");
  });

  it("is refused until the email is confirmed", async () => {
    const strict = await buildTestApp({ DATABASE_URL: app.databaseUrl, EMAIL_VERIFICATION: "required" });
    const { challenge, code, user } = await owner();
    const before = await app.db.$count(sessions, eq(sessions.userId, user.id));
    expect(outcome(await answer({ code: code(), challenge }, {}, strict))).toBe("403 EMAIL_NOT_VERIFIED");
    expect(await app.db.$count(sessions, eq(sessions.userId, user.id))).toBe(before);
    await strict.close();
  });

  it("is refused to a page of another origin", async () => {
    const { challenge, code } = await owner();
    const refused = await answer({ code: code(), challenge }, { origin: "https://evil.example" });
    expect(outcome(refused)).toBe("403 ORIGIN_NOT_ALLOWED");
  });

  it.each([
    [{ code: "12345" }],
    [{ code: "１２３４５６" }],
    [{ code: 123456 }],
    [{ code: ["123456"] }],
    [{ code: "123456\0" }],
    [{ code: NEVER, challenge: 7 }],
    [{ code: NEVER, challenge: "k".repeat(300) }],
    [{ code: NEVER, trustDevice: true }],
    [{}],
    [[]],
  ])("refuses the body %j", async (body) => {
    expect(outcome(await answer(body))).toBe("400 VALIDATION_ERROR");
  });

  it.each(["%", "a.b", ".", "\ud800.x", "2fa-.=", "null"])("takes %j for no challenge", async (challenge) => {
    expect(outcome(await answer({ code: NEVER, challenge }))).toBe("400 INVALID_TOKEN");
  });
});

describe("a new password by mail", () => {
  it.each([
    ["was", true],
    ["was never", false],
  ])("does not get around two-factor authentication where the email %s confirmed", async (_was, emailVerified) => {
    const { email, code } = await owner();
    await app.db.update(users).set({ emailVerified }).where(eq(users.email, email));
    await app.request.post("/api/auth/forgot-password").send({ email }).expect(202);
    const { token } = await readMail(app, email, /Reset your/);
    const password = "cortado with oat milk";
    const reset = await app.request.post("/api/auth/reset-password").send({ token, password }).expect(200);
    expect(reset.headers).not.toHaveProperty("set-cookie");

    const asked = await app.request.post("/api/auth/signin").send({ email, password }).expect(202);

    const { challenge } = asked.body.data.twoFactor;
    expect(outcome(await answer({ code: NEVER, challenge }))).toBe("401 INVALID_CREDENTIALS");
    expect(outcome(await answer({ code: code(), challenge }))).toBe("200");
  });
});

describe("while AUTH_SECRET is being replaced", () => {
  it("codes, recovery codes and open challenges stay good", async () => {
    const before = await buildTestApp({ AUTH_SECRET: "o".repeat(40) });
    const { email, challenge, code, recoveryCodes } = await owner(before);
    const AUTH_SECRET = `${"n".repeat(40)},${"o".repeat(40)}`;
    const after = await buildTestApp({ DATABASE_URL: before.databaseUrl, AUTH_SECRET });

    expect(outcome(await answer({ code: code(), challenge }, {}, after))).toBe("200");
    passStep();
    expect(outcome(await answer({ code: code(), challenge: await askFor(email, after) }, {}, after))).toBe("200");
    for (const recoveryCode of recoveryCodes.slice(0, 2)) {
      const open = await askFor(email, after);
      expect(outcome(await answer({ code: recoveryCode, challenge: open }, {}, after))).toBe("200");
    }
    await after.close();
    await before.close();
  });
});

it("keeps challenges only as hashes", async () => {
  const { challenge } = await owner();
  const [identifier = ""] = challenge.split(".");
  const rows = JSON.stringify(await app.db.select().from(verifications));
  expect(rows).not.toContain(identifier);
});

it.each(["two_factors", "verifications", "sessions"])("says so when the database is what fails: %s", async (table) => {
  const { challenge, code } = await owner();
  const refused = await app.db.transaction(async (tx) => {
    await tx.execute(sql.raw(`lock table ${table} in share mode`));
    return await answer({ code: code(), challenge });
  });
  expect(outcome(refused)).toBe("503 SERVICE_UNAVAILABLE");
});

it("changes nothing for an account without two-factor authentication", async () => {
  const { email } = await signUpUser(app);
  await signIn(app, email).expect(200);
});
