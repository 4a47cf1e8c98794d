import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { accounts, mailTokens, passkeys, sessions, twoFactors, users } from "../../database/schema.ts";
import { eventsOf } from "../../test/activity.ts";
import { Authenticator } from "../../test/authenticator.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { askForOptions, PASSWORD, signUpUser } from "../../test/factories.ts";
import { readInbox, readMail } from "../../test/inbox.ts";
import { signIn } from "../../test/session.ts";
import { codeOf } from "../../test/two-factor/totp.ts";
import { setUpTwoFactor, turnOnTwoFactor } from "../../test/two-factor/two-factor.ts";

/** Somebody who knows the old password, and is signed in with it, against the owner, who has a reset's mail. */

const NEW_PASSWORD = "the owner's own choice";
const STRANGERS_PASSWORD = "the stranger's choice";
const CALLS = 6;
const ROUNDS = 3;

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp({ LOGIN_ATTEMPTS_PER_ACCOUNT: "1000" });
});
afterAll(() => app.close());

type Headers = Record<string, string>;
type Person = Awaited<ReturnType<typeof signUpUser>>;
type Answer = { status: number; body: { data?: { sessionToken?: string | null } | null } };

const post = (path: string, body: object, headers: Headers = {}) =>
  app.request.post(`/api/auth/${path}`).set(headers).send(body);

/** The stranger's calls and the owner's reset at the same moment. @returns the stranger's answers */
async function race({ email }: Person, token: string, call: (n: number) => PromiseLike<Answer>): Promise<Answer[]> {
  const answers = Promise.all(Array.from({ length: CALLS }, (_, n) => call(n)));
  // 503 is a busy machine's answer
  await vi.waitFor(() => post("reset-password", { token, password: NEW_PASSWORD }).expect(200), 10_000);
  const all = await answers;
  expect(all.filter(({ status }) => status === 500)).toEqual([]);
  for (const password of [PASSWORD, STRANGERS_PASSWORD]) await signIn(app, email, password).expect(401);
  return all;
}

async function mailReset(email: string): Promise<string> {
  await post("forgot-password", { email }).expect(202);
  return (await readMail(app, email, /Reset your/)).token;
}

async function untilResetBegins(userId: string) {
  const unclaimed = and(
    eq(mailTokens.userId, userId),
    eq(mailTokens.purpose, "reset-password"),
    isNull(mailTokens.claimedAt),
  );
  await vi.waitFor(async () => expect(await app.db.$count(mailTokens, unclaimed)).toBe(0), {
    timeout: 10_000,
    interval: 1,
  });
}

/** Only the session that the owner has just begun with the new password is left. */
async function expectOnlyTheOwner({ email, user }: Person, answers: Answer[]) {
  const { body } = await signIn(app, email, NEW_PASSWORD).expect(200);
  expect(body.data.user.email).toBe(email);
  expect(await app.db.$count(sessions, eq(sessions.userId, user.id))).toBe(1);
  expect(await app.db.$count(passkeys, eq(passkeys.userId, user.id))).toBe(0);
  expect(await app.db.$count(twoFactors, eq(twoFactors.userId, user.id))).toBe(0);
  expect(await app.db.$count(accounts, eq(accounts.userId, user.id))).toBe(1);
  for (const { body } of answers) {
    if (!body.data?.sessionToken) continue;
    const headers = { authorization: `Bearer ${body.data.sessionToken}` };
    expect((await app.request.get("/api/auth/session").set(headers)).body.data).toBeNull();
  }
}

const calls: Record<string, (person: Person) => Promise<(n: number) => PromiseLike<Answer>>> = {
  "change-password":
    async ({ headers }) =>
    () =>
      post("change-password", { currentPassword: PASSWORD, newPassword: STRANGERS_PASSWORD }, headers),
  "the deletion of the account":
    async ({ headers, user }) =>
    async () => {
      // one that is over before the reset begins takes its link away
      await untilResetBegins(user.id);
      return app.request.delete("/api/auth/user").set(headers).send({ password: PASSWORD });
    },
  "a sign-in with the old password":
    async ({ email }) =>
    () =>
      signIn(app, email),
  "turning two-factor authentication on": async ({ headers }) => {
    const { secret } = await setUpTwoFactor(app, headers);
    return (n) => post("two-factor/confirm", { code: codeOf(secret, Date.now() + (n % 2) * 30_000) }, headers);
  },
  "setting up two-factor authentication":
    async ({ headers }) =>
    () =>
      post("two-factor", { password: PASSWORD }, headers),
  "adding passkeys": async ({ headers }) => {
    const asked = await Promise.all(
      Array.from({ length: CALLS }, () => askForOptions(app, "passkeys/options", headers)),
    );
    return (n) => {
      const { options, cookie } = asked[n] ?? { options: { challenge: "" }, cookie: "" };
      const body = { name: "Theirs", response: new Authenticator().register(options) };
      return post("passkeys", body, { ...headers, cookie });
    };
  },
};

it.each(Object.entries(calls))("a password reset wins over %s", async (_, prepare) => {
  for (let round = 0; round < ROUNDS; round++) {
    const person = await signUpUser(app);
    const token = await mailReset(person.email);
    const call = await prepare(person);
    await expectOnlyTheOwner(person, await race(person, token, call));
  }
});

it("a password reset wins over change-email: no link of the stranger's works", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const person = await signUpUser(app);
    const token = await mailReset(person.email);
    const theirs = `stranger.${crypto.randomUUID()}@example.com`;
    const before = await post("change-email", { email: theirs, password: PASSWORD }, person.headers);
    expect(before.status).toBe(202);
    await readMail(app, theirs, /Confirm your new/);
    const answers = await race(person, token, () =>
      post("change-email", { email: theirs, password: PASSWORD }, person.headers),
    );
    await app.app.mail.idle();
    for (const { link } of await readInbox(app, theirs)) {
      await post("verify-email", { token: link?.split("#token=")[1] ?? "" }).expect(400);
    }
    await expectOnlyTheOwner(person, answers);
  }
});

it("two-factor authentication that was on before stays on, whatever is tried at the same moment", async () => {
  const person = await turnOnTwoFactor(app);
  const token = await mailReset(person.email);
  await race(person, token, (n) =>
    n % 2
      ? app.request.delete("/api/auth/two-factor").set(person.headers).send({ password: PASSWORD })
      : post("two-factor/recovery-codes", { password: PASSWORD }, person.headers),
  );
  const { status, body } = await signIn(app, person.email, NEW_PASSWORD);
  if (status === 202) return;
  // off only if that was done before the reset: the old password was good until then
  const events = await eventsOf(app, { authorization: `Bearer ${body.data.sessionToken}` });
  expect(events.indexOf("two-factor-off")).toBeLessThan(events.indexOf("password-reset"));
  expect(events).toContain("two-factor-off");
});

it("a sign-in that waits for its code ends with the old password", async () => {
  const person = await turnOnTwoFactor(app);
  const token = await mailReset(person.email);
  const { body } = await signIn(app, person.email).expect(202);
  const [recoveryCode = ""] = person.recoveryCodes;
  await post("reset-password", { token, password: NEW_PASSWORD }).expect(200);
  const { challenge } = body.data.twoFactor;
  await post("signin/two-factor", { challenge, code: recoveryCode }).expect(400);
});

it("what was added since the link was mailed goes with the reset; what was there before stays", async () => {
  const person = await signUpUser(app);
  const add = async (authenticator: Authenticator) => {
    const { options, cookie } = await askForOptions(app, "passkeys/options", person.headers);
    const body = { name: "Key", response: authenticator.register(options) };
    await post("passkeys", body, { ...person.headers, cookie }).expect(201);
  };
  await app.db.update(users).set({ emailVerified: true }).where(eq(users.id, person.user.id));
  const before = new Authenticator();
  await add(before);
  const token = await mailReset(person.email);
  await add(new Authenticator());
  const { secret } = await setUpTwoFactor(app, person.headers);
  await post("two-factor/confirm", { code: codeOf(secret) }, person.headers).expect(200);

  await post("reset-password", { token, password: NEW_PASSWORD }).expect(200);

  const left = await app.db.select().from(passkeys).where(eq(passkeys.userId, person.user.id));
  expect(left.map(({ credentialID }) => credentialID)).toEqual([before.id]);
  await signIn(app, person.email, NEW_PASSWORD).expect(200);
});
