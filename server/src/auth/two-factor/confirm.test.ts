import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sessions, twoFactors, users } from "../../database/schema.ts";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../../test/build-test-app.ts";
import { cookieOf, PASSWORD, signUpUser } from "../../test/factories.ts";
import { holdBack } from "../../test/hold-back.ts";
import { retryAfter } from "../../test/http/retry-after.ts";
import { waitForNotice } from "../../test/inbox.ts";
import { isSignedIn, outcome, signIn } from "../../test/session.ts";
import { codeOf } from "../../test/two-factor/totp.ts";
import { holdTheClock, passStep, setUpTwoFactor, turnOnTwoFactor } from "../../test/two-factor/two-factor.ts";
import { waitForLock } from "../../test/wait-for-lock.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());
beforeEach(holdTheClock);

type Headers = Record<string, string>;
const confirm = (headers: Headers, code: unknown, { request } = app) =>
  request.post("/api/auth/two-factor/confirm").set(headers).send({ code });
const isOn = async (email: string) => (await signIn(app, email)).status === 202;

describe("confirming it", () => {
  it("turns it on by a code, in a new session, and tells the owner", async () => {
    const { email, headers, user } = await signUpUser(app);
    const other = (await signIn(app, email)).body.data.sessionToken;
    const { secret } = await setUpTwoFactor(app, headers);

    const answer = await confirm(headers, codeOf(secret)).expect(200);

    expect(Object.keys(answer.body.data)).toEqual(["user", "sessionToken", "expiresAt"]);
    expect(answer.body.data.user.id).toBe(user.id);
    expect(await isSignedIn(app, { authorization: `Bearer ${answer.body.data.sessionToken}` })).toBe(true);
    expect(await isSignedIn(app, { cookie: cookieOf(answer) })).toBe(true);
    expect(await isSignedIn(app, headers)).toBe(false);
    expect(await isSignedIn(app, { authorization: `Bearer ${other}` })).toBe(true);
    expect(await app.db.$count(sessions, eq(sessions.userId, user.id))).toBe(2);
    expect(await isOn(email)).toBe(true);
    await waitForNotice(app, email, "Two-factor authentication was turned on");
  });

  it("gives a page the new session by cookie alone", async () => {
    const { sessionToken, headers } = await signUpUser(app);
    const { secret } = await setUpTwoFactor(app, headers);
    const page = { cookie: `__Host-session=${sessionToken}`, origin: CLIENT_ORIGIN };
    const answer = await confirm(page, codeOf(secret)).expect(200);
    expect(answer.body.data.sessionToken).toBeNull();
    expect(answer.headers["set-cookie"]).toHaveLength(1);
    expect(await isSignedIn(app, { cookie: cookieOf(answer) })).toBe(true);
  });

  it("takes the code with spaces, and that of a clock that is half a minute off", async () => {
    for (const offset of [-30_000, 30_000]) {
      const { headers } = await signUpUser(app);
      const { secret } = await setUpTwoFactor(app, headers);
      const code = codeOf(secret, Date.now() + offset);
      expect((await confirm(headers, ` ${code.slice(0, 3)} ${code.slice(3)} `)).status).toBe(200);
    }
    const { headers } = await signUpUser(app);
    const { secret } = await setUpTwoFactor(app, headers);
    for (const offset of [-60_000, 60_000]) {
      expect(outcome(await confirm(headers, codeOf(secret, Date.now() + offset)))).toBe("401 INVALID_CREDENTIALS");
    }
  });

  it("leaves everything as it was for a wrong code, and limits guesses", async () => {
    const limited = await buildTestApp({ LOGIN_ATTEMPTS_PER_ACCOUNT: "3" });
    const { headers } = await signUpUser(limited);
    const { secret } = await setUpTwoFactor(limited, headers);
    const wrong = Array.from({ length: 12 }, (_, index) => confirm(headers, codeOf(secret, index * 30_000), limited));
    const statuses = (await Promise.all(wrong)).map(outcome).sort();
    expect(statuses).toEqual([...Array(3).fill("401 INVALID_CREDENTIALS"), ...Array(9).fill("429 RATE_LIMITED")]);
    const right = await confirm(headers, codeOf(secret), limited);
    expect(outcome(right)).toBe("429 RATE_LIMITED");
    expect(retryAfter(right)).toBeGreaterThan(14 * 60);
    expect(retryAfter(right)).toBeLessThanOrEqual(15 * 60);
    await limited.request.get("/api/dashboard/data").set(headers).expect(200);
    await limited.close();
  });

  it("takes a code once, also of two requests at the same moment, and not again at sign-in", async () => {
    const { email, headers, user } = await signUpUser(app);
    const { secret } = await setUpTwoFactor(app, headers);
    const code = codeOf(secret);
    const answers = await holdBack(app, "rate_limits", [() => confirm(headers, code), () => confirm(headers, code)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await app.db.$count(sessions, eq(sessions.userId, user.id))).toBe(1);

    const { challenge } = (await signIn(app, email)).body.data.twoFactor;
    const again = await app.request.post("/api/auth/signin/two-factor").send({ code, challenge });
    expect(outcome(again)).toBe("401 INVALID_CREDENTIALS");
  });

  it("turns nothing on where the secret was replaced while its code was being checked", async () => {
    const { email, headers, user } = await signUpUser(app);
    const { secret } = await setUpTwoFactor(app, headers);
    const code = codeOf(secret);
    const { answer } = await app.db.transaction(async (tx) => {
      await tx.select().from(users).where(eq(users.id, user.id)).for("update");
      const answer = confirm(headers, code).then((response) => response);
      await waitForLock(tx);
      await tx.update(twoFactors).set({ secret: "another" }).where(eq(twoFactors.userId, user.id));
      return { answer };
    });
    expect(outcome(await answer)).toBe("409 CONFLICT");
    expect(await isOn(email)).toBe(false);
  });

  it("never fails otherwise when different codes come at the same moment", async () => {
    for (let round = 0; round < 5; round++) {
      const { email, headers } = await signUpUser(app);
      const { secret } = await setUpTwoFactor(app, headers);
      const codes = [-30_000, 0, 30_000].map((offset) => codeOf(secret, Date.now() + offset));
      const answers = await Promise.all(codes.map((code) => confirm(headers, code)));
      for (const each of answers) expect(["200", "401 UNAUTHENTICATED", "409 CONFLICT"]).toContain(outcome(each));
      expect(answers.map(outcome)).toContain("200");
      expect(await isOn(email)).toBe(true);
    }
  });

  it("is a conflict where nothing was set up, and where it is on", async () => {
    const { headers } = await signUpUser(app);
    expect(outcome(await confirm(headers, "123456"))).toBe("409 CONFLICT");
    const on = await turnOnTwoFactor(app);
    passStep();
    expect(outcome(await confirm(on.headers, codeOf(on.secret)))).toBe("409 CONFLICT");
    const again = await app.request.post("/api/auth/two-factor").set(on.headers).send({ password: PASSWORD });
    expect(outcome(again)).toBe("409 CONFLICT");
  });

  it.each(["", "12345", "1234567", "abcdef", "１２３４５６", 123456, null, ["123456"]])(
    "refuses %j for a code",
    async (code) => {
      const { headers } = await signUpUser(app);
      expect(outcome(await confirm(headers, code))).toBe("400 VALIDATION_ERROR");
    },
  );
});
