import type { SecondFactorSetup } from "@cafe-app-ai/shared/account";
import { vi } from "vitest";
import type { TestApp } from "../build-test-app.ts";
import { PASSWORD, signUpUser } from "../factories.ts";
import { codeOf, STEP } from "./totp.ts";

/** Stops the clock in the middle of a step, so that no code changes while a test runs. */
export function holdTheClock(): void {
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ["Date"], now: Math.floor(Date.now() / STEP) * STEP + STEP / 2 });
}

/** The next step: the app shows another code. */
export function passStep(steps = 1): void {
  vi.setSystemTime(Date.now() + steps * STEP);
}

/** Starts to set up time-based codes for the account of these headers. */
export async function setUpSecondFactor({ request }: Pick<TestApp, "request">, headers: Record<string, string>) {
  const answer = await request.post("/api/auth/two-factor").set(headers).send({ password: PASSWORD }).expect(200);
  return answer.body.data as SecondFactorSetup;
}

/** Somebody, new unless named, who has them on; the code of this step has been used. */
export async function turnOnSecondFactor(
  app: Pick<TestApp, "request">,
  given?: Awaited<ReturnType<typeof signUpUser>>,
) {
  const person = given ?? (await signUpUser(app));
  const setup = await setUpSecondFactor(app, person.headers);
  const answer = await app.request
    .post("/api/auth/two-factor/confirm")
    .set(person.headers)
    .send({ code: codeOf(setup.secret) })
    .expect(200);
  const { sessionToken } = answer.body.data;
  return { ...person, ...setup, sessionToken, headers: { authorization: `Bearer ${sessionToken}` } };
}
