import type { TwoFactorSetup } from "@cafe-app-ai/shared/auth/two-factor";
import { vi } from "vitest";
import type { TestApp } from "../build-test-app.ts";
import { PASSWORD, signUpUser } from "../factories.ts";
import { signIn } from "../session.ts";
import { codeOf, STEP_MS } from "./totp.ts";

/**
 * For `beforeEach`: stops the clock in the middle of a step, so that no code changes while a test runs.
 * @returns what starts it again, after the test
 */
export function holdTheClock(): () => void {
  vi.useFakeTimers({ toFake: ["Date"], now: Math.floor(Date.now() / STEP_MS) * STEP_MS + STEP_MS / 2 });
  return () => void vi.useRealTimers();
}

type Headers = Record<string, string>;

/** The next step: the app shows another code. */
export function passStep(steps = 1): void {
  vi.setSystemTime(Date.now() + steps * STEP_MS);
}

/** Starts to set up time-based codes for the account of these headers. */
export async function setUpTwoFactor({ request }: Pick<TestApp, "request">, headers: Record<string, string>) {
  const answer = await request.post("/api/auth/two-factor").set(headers).send({ password: PASSWORD }).expect(200);
  return answer.body.data as TwoFactorSetup;
}

/** Somebody, new unless named, who has them on; the code of this step has been used. */
export async function turnOnTwoFactor(app: Pick<TestApp, "request">, given?: Awaited<ReturnType<typeof signUpUser>>) {
  const person = given ?? (await signUpUser(app));
  const setup = await setUpTwoFactor(app, person.headers);
  const answer = await app.request
    .post("/api/auth/two-factor/confirm")
    .set(person.headers)
    .send({ code: codeOf(setup.secret) })
    .expect(200);
  const { sessionToken } = answer.body.data;
  return { ...person, ...setup, sessionToken, headers: { authorization: `Bearer ${sessionToken}` } };
}

/** Signs in with the password. @returns the challenge that a code answers */
export const startChallenge = async (app: Pick<TestApp, "request">, email: string): Promise<string> =>
  (await signIn(app, email).expect(202)).body.data.twoFactor.challenge;

export const answerChallenge = ({ request }: Pick<TestApp, "request">, body: object, headers: Headers = {}) =>
  request.post("/api/auth/signin/two-factor").set(headers).send(body);

/** Somebody with time-based codes, whose app shows one that wasn't used yet, and who has entered the password. */
export async function startTwoFactorSignIn(app: Pick<TestApp, "request">) {
  const person = await turnOnTwoFactor(app);
  passStep();
  return { ...person, code: () => codeOf(person.secret), challenge: await startChallenge(app, person.email) };
}

/** A code that is never right. */
export const wrongCode = (secret: string, index = 0) => {
  const right = [-1, 0, 1].map((step) => codeOf(secret, Date.now() + step * STEP_MS));
  return Array.from({ length: 4 }, (_, offset) => String(100_000 + index * 4 + offset)).find(
    (code) => !right.includes(code),
  );
};
