import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { passkeys, sessions, users } from "../../database/schema.ts";
import { Authenticator } from "../../test/authenticator.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { addPasskey, PASSWORD, signUpUser } from "../../test/factories.ts";
import { readMail, waitForNotice } from "../../test/inbox.ts";
import { isSignedIn, signIn } from "../../test/session.ts";
import { turnOnTwoFactor } from "../../test/two-factor/two-factor.ts";
import { deleteUser, disableTwoFactor, endSessions, resetUserPassword, verifyUser } from "./change-user.ts";
import { checkNewUser, createUser } from "./create-user.ts";
import { findAccount } from "./find-user.ts";

let test: TestApp;
beforeAll(async () => {
  test = await buildTestApp();
});
afterAll(() => test.close());

const NEW_PASSWORD = "cortado at 11";
const account = (email: string) => findAccount(test.db, email);
const sessionsOf = (userId: string) => test.db.$count(sessions, eq(sessions.userId, userId));
const setPassword = (link = "") =>
  test.request
    .post("/api/auth/reset-password")
    .send({ token: /#token=([\w-]+)$/.exec(link)?.[1], password: NEW_PASSWORD });

/** What the account's owner reads of it. */
async function activityOf(email: string, password = PASSWORD) {
  const { body } = await signIn(test, email, password).expect(200);
  const headers = { authorization: `Bearer ${body.data.sessionToken}` };
  const list = await test.request.get("/api/auth/activity").set(headers).expect(200);
  return list.body.data.rows as { event: string; userAgent: string; ipAddress: string | null }[];
}
const byOperator = (event: string) => expect.objectContaining({ event, userAgent: "Operator", ipAddress: null });

it("creates an account that is signed in nowhere", async () => {
  const asked = { email: "hedy@example.com", name: "Hedy", password: NEW_PASSWORD };
  await createUser(test.app, await checkNewUser(test.db, test.config, asked));
  const { id, name } = await account("hedy@example.com");
  expect({ name, sessions: await sessionsOf(id) }).toEqual({ name: "Hedy", sessions: 0 });
  await signIn(test, "hedy@example.com", NEW_PASSWORD).expect(200);
  await readMail(test, "hedy@example.com", /Confirm/);
});

it.each([
  ["nobody", NEW_PASSWORD, "email: Enter an email address, such as ada@example.com"],
  ["grace@example.com", "short", "password: Use at least 8 characters"],
  ["grace@example.com", "password1", /common|guess/i],
])("creates no account for %s with the password %s", async (email, password, problem) => {
  await expect(checkNewUser(test.db, test.config, { email, name: undefined, password })).rejects.toThrow(problem);
});

it("creates no second account for an email", async () => {
  const { email } = await signUpUser(test);
  const again = checkNewUser(test.db, test.config, { email, name: undefined, password: undefined });
  await expect(again).rejects.toThrow(`There is already an account for ${email}`);
});

it("confirms an email", async () => {
  const { email } = await signUpUser(test);
  await verifyUser(test.app, await account(email));
  expect((await account(email)).emailVerified).toBe(true);
  expect(await activityOf(email)).toContainEqual(byOperator("email-verified"));
});

it("makes a link that sets a new password, once, and ends the sessions", async () => {
  const { email, headers } = await signUpUser(test);
  const link = await resetUserPassword(test.app, test.config, await account(email), { mail: false });
  expect(await isSignedIn(test, headers)).toBe(true);
  await setPassword(link).expect(200);
  await setPassword(link).expect(400);
  expect(await isSignedIn(test, headers)).toBe(false);
  expect(await activityOf(email, NEW_PASSWORD)).toContainEqual(byOperator("password-reset-link-created"));
});

it("mails the link in place of telling it", async () => {
  const { email } = await signUpUser(test);
  expect(await resetUserPassword(test.app, test.config, await account(email), { mail: true })).toBeUndefined();
  const { link } = await readMail(test, email, /Reset/);
  await setPassword(link ?? "").expect(200);

  const withoutMail = { ...test.config, inbox: false };
  await expect(resetUserPassword(test.app, withoutMail, await account(email), { mail: true })).rejects.toThrow(
    "This server can't send email",
  );
});

it.each([false, true])("turns two-factor authentication off; passkeys go with it: %j", async (removed) => {
  const person = await signUpUser(test);
  const { email, user } = person;
  await addPasskey(test, person.headers, new Authenticator());
  await turnOnTwoFactor(test, person);
  await disableTwoFactor(test.app, await account(email), { passkeys: removed });

  expect(await sessionsOf(user.id)).toBe(0);
  expect(await test.db.$count(passkeys, eq(passkeys.userId, user.id))).toBe(removed ? 0 : 1);
  await waitForNotice(test, email, "Two-factor authentication was turned off");
  const activity = await activityOf(email);
  expect(activity).toContainEqual(byOperator("two-factor-off"));
  expect(activity).toContainEqual(byOperator("all-sessions-ended"));
  const again = disableTwoFactor(test.app, await account(email), { passkeys: removed });
  await expect(again).rejects.toThrow("Two-factor authentication is off");
});

it("ends every session", async () => {
  const { email, headers } = await signUpUser(test);
  await endSessions(test.app, await account(email));
  expect(await isSignedIn(test, headers)).toBe(false);
  expect(await activityOf(email)).toContainEqual(byOperator("all-sessions-ended"));
});

it("deletes an account with all that it has, and tells its owner", async () => {
  const { email, headers, user } = await signUpUser(test);
  await deleteUser(test.app, await account(email));
  expect(await test.db.$count(users, eq(users.id, user.id))).toBe(0);
  expect(await isSignedIn(test, headers)).toBe(false);
  await readMail(test, email, /was deleted/);
  await expect(account(email)).rejects.toThrow(`No account has the email ${email}`);
});
