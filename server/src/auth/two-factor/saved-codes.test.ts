import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { twoFactors } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { holdBack } from "../../test/hold-back.ts";
import { holdTheClock, setUpTwoFactor, turnOnTwoFactor } from "../../test/two-factor/two-factor.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());
beforeEach(holdTheClock);

type Headers = Record<string, string>;
const saySaved = (headers: Headers, code: string) =>
  app.request.post("/api/auth/two-factor/recovery-codes/saved").set(headers).send({ code });
const renew = async (headers: Headers): Promise<string[]> => {
  const answer = app.request.post("/api/auth/two-factor/recovery-codes").set(headers).send({ password: PASSWORD });
  return (await answer.expect(200)).body.data.recoveryCodes;
};
const stateOf = async (headers: Headers) =>
  (await app.request.get("/api/auth/sign-in-methods").set(headers).expect(200)).body.data.twoFactor;

it("recovery codes are not saved before their owner says so, and stay as they are", async () => {
  const { headers, recoveryCodes } = await turnOnTwoFactor(app);
  expect(await stateOf(headers)).toMatchObject({ recoveryCodesLeft: 10, recoveryCodesSaved: false });
  await saySaved(headers, `${recoveryCodes[3]}`).expect(200);
  expect(await stateOf(headers)).toMatchObject({ recoveryCodesLeft: 10, recoveryCodesSaved: true });
});

it("new ones are not saved, whatever a window says that still shows the old ones", async () => {
  const { headers, recoveryCodes } = await turnOnTwoFactor(app);
  await saySaved(headers, `${recoveryCodes[0]}`).expect(200);
  const [newCode] = await renew(headers);
  expect(await stateOf(headers)).toMatchObject({ recoveryCodesSaved: false });
  const { body } = await saySaved(headers, `${recoveryCodes[0]}`).expect(409);
  expect(body.error.code).toBe("CONFLICT");
  expect(await stateOf(headers)).toMatchObject({ recoveryCodesSaved: false });
  await saySaved(headers, `${newCode}`).expect(200);
  expect(await stateOf(headers)).toMatchObject({ recoveryCodesSaved: true });
});

it("new ones that come at the same moment are not saved", async () => {
  const { headers, recoveryCodes, user } = await turnOnTwoFactor(app);
  const save = () => saySaved(headers, `${recoveryCodes[0]}`);
  const [answer] = await holdBack(app, "two_factors", [save], (tx) =>
    tx.update(twoFactors).set({ backupCodes: "newer ones" }).where(eq(twoFactors.userId, user.id)),
  );
  expect(answer?.status).toBe(409);
  const [row] = await app.db.select().from(twoFactors).where(eq(twoFactors.userId, user.id));
  expect(row?.recoveryCodesSavedAt).toBeNull();
});

it("nobody can say so whose two-factor authentication is not on, or for somebody else", async () => {
  const { headers: off } = await signUpUser(app);
  const { recoveryCodes } = await setUpTwoFactor(app, off);
  await saySaved(off, `${recoveryCodes[0]}`).expect(409);
  const person = await turnOnTwoFactor(app);
  const other = await turnOnTwoFactor(app);
  await saySaved(other.headers, `${person.recoveryCodes[0]}`).expect(409);
  await saySaved({}, `${person.recoveryCodes[0]}`).expect(401);
});
