import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { twoFactors } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { retryAfter } from "../../test/http/retry-after.ts";
import { waitForNotice } from "../../test/inbox.ts";
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

describe("guessing", () => {
  it("gets no further by many challenges at once than one after another, and then has to wait", async () => {
    const { email, secret, code, user } = await owner();
    const challenges = [];
    for (let count = 0; count < 30; count++) challenges.push(await askFor(email));
    const answers = await Promise.all(
      challenges.map((challenge, index) => answer({ code: wrongCode(secret, index), challenge })),
    );
    const outcomes = answers.map(outcome).sort();
    expect(outcomes).toEqual([...Array(10).fill("401 INVALID_CREDENTIALS"), ...Array(20).fill("429 RATE_LIMITED")]);

    const refused = await answer({ code: code(), challenge: await askFor(email) });
    expect(outcome(refused)).toBe("429 RATE_LIMITED");
    const [row] = await app.db.select().from(twoFactors).where(eq(twoFactors.userId, user.id));
    const left = Math.ceil(((row?.lockedUntil?.getTime() ?? 0) - Date.now()) / 1000);
    expect(Number(refused.headers["retry-after"])).toBe(left);
    expect(left).toBeGreaterThan(14 * 60);
  });

  it("starts from nothing after a right code", async () => {
    const { email, secret } = await owner();
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 9; index++) {
        const challenge = await askFor(email);
        expect(outcome(await answer({ code: wrongCode(secret, index), challenge }))).toMatch(/^401/);
      }
      expect(outcome(await answer({ code: codeOf(secret), challenge: await askFor(email) }))).toBe("200");
      passStep();
    }
  });

  it("stops at ten also where the setting allows more", async () => {
    const lax = await buildTestApp({ LOGIN_ATTEMPTS_PER_ACCOUNT: "1000" });
    const { email, secret } = await owner(lax);
    const guess = async (code: string | undefined) =>
      outcome(await answer({ code, challenge: await askFor(email, lax) }, {}, lax));
    for (let index = 0; index < 10; index++) expect(await guess(wrongCode(secret, index))).toMatch(/^401/);
    expect(await guess(codeOf(secret))).toMatch(/^429/);
    await lax.close();
  });

  it("tells the time that is left of the wait, and goes on after it", async () => {
    const { email, secret, code } = await owner();
    for (let index = 0; index < 10; index++) {
      // the wait begins with the last of them
      if (index === 9) passStep(20);
      expect(outcome(await answer({ code: wrongCode(secret, index), challenge: await askFor(email) }))).toMatch(/^401/);
    }
    for (const [steps, left] of [
      [0, "900"],
      [20, "300"],
      [9, "30"],
    ] as const) {
      passStep(steps);
      const early = await answer({ code: code(), challenge: await askFor(email) });
      expect([outcome(early), early.headers["retry-after"]]).toEqual(["429 RATE_LIMITED", left]);
    }
    passStep();
    expect(outcome(await answer({ code: code(), challenge: await askFor(email) }))).toBe("200");
  });

  it("is not begun anew by the right password, nor by a challenge of its own for each guess", async () => {
    const { email, secret, code } = await owner();
    for (let index = 0; index < 10; index++) {
      await signIn(app, email).expect(202);
      expect(outcome(await answer({ code: wrongCode(secret, index), challenge: await askFor(email) }))).toMatch(/^401/);
    }
    await signIn(app, email).expect(202);
    expect(outcome(await answer({ code: code(), challenge: await askFor(email) }))).toBe("429 RATE_LIMITED");
  });

  it("leaves the owner's password and other accounts alone", async () => {
    const one = await owner();
    const other = await owner();
    for (let index = 0; index < 11; index++) {
      await answer({ code: wrongCode(one.secret, index), challenge: await askFor(one.email) });
    }
    await signIn(app, one.email).expect(202);
    expect(outcome(await answer({ code: other.code(), challenge: await askFor(other.email) }))).toBe("200");
  });

  it("counts by the client's IP address too", async () => {
    const limited = await buildTestApp({ AUTH_REQUESTS_PER_ADDRESS: "2" });
    for (let request = 0; request < 2; request++) await answer({ code: NEVER }, {}, limited).expect(400);
    const refused = await answer({ code: NEVER }, {}, limited).expect(429);
    expect(retryAfter(refused)).toBeGreaterThan(30);
    expect(retryAfter(refused)).toBeLessThanOrEqual(60);
    await limited.close();
  });
});

describe("a recovery code", () => {
  it("opens the account once, spaces and case aside, and the owner is told", async () => {
    const { email, challenge, recoveryCodes } = await owner();
    const [code = ""] = recoveryCodes;

    const { body } = await answer({ code: ` ${code.toUpperCase()} `, challenge }).expect(200);

    expect(await isSignedIn(app, { authorization: `Bearer ${body.data.sessionToken}` })).toBe(true);
    passStep(10);
    expect(outcome(await answer({ code, challenge: await askFor(email) }))).toBe("401 INVALID_CREDENTIALS");
    await waitForNotice(app, email, "A recovery code was used");
  });

  it("each of them works", async () => {
    const { email, recoveryCodes } = await owner();
    for (const code of recoveryCodes) {
      expect(outcome(await answer({ code, challenge: await askFor(email) }))).toBe("200");
    }
  });

  it("opens it once, also by five challenges at the same moment", async () => {
    const { email, recoveryCodes } = await owner();
    const [code = ""] = recoveryCodes;
    const challenges = await Promise.all(Array.from({ length: 5 }, () => askFor(email)));
    const answers = await Promise.all(challenges.map((challenge) => answer({ code, challenge })));
    expect(answers.map(outcome).sort()).toEqual(["200", ...Array(4).fill("401 INVALID_CREDENTIALS")]);
  });

  it("is nobody else's, and guesses at it count", async () => {
    const { email, challenge } = await owner();
    const stranger = await turnOnTwoFactor(app);
    const [theirs = ""] = stranger.recoveryCodes;
    expect(outcome(await answer({ code: theirs, challenge }))).toBe("401 INVALID_CREDENTIALS");
    for (let index = 1; index < 10; index++) {
      const code = `aaaaa-aaaa${index}`;
      expect(outcome(await answer({ code, challenge: await askFor(email) }))).toBe("401 INVALID_CREDENTIALS");
    }
    expect(outcome(await answer({ code: theirs, challenge: await askFor(email) }))).toBe("429 RATE_LIMITED");
  });

  it("never fails otherwise when two different ones come at the same moment", async () => {
    const { email, recoveryCodes } = await owner();
    const challenges = await Promise.all(Array.from({ length: 4 }, () => askFor(email)));
    const answers = await Promise.all(
      challenges.map((challenge, index) => answer({ code: recoveryCodes[index], challenge })),
    );
    for (const each of answers) expect(["200", "400 INVALID_TOKEN"]).toContain(outcome(each));
    expect(answers.map(outcome)).toContain("200");
  });
});
