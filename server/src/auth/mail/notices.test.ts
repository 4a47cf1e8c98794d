import { randomUUID } from "node:crypto";
import { eq, isNotNull } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { mails } from "../../database/schema.ts";
import { Authenticator } from "../../test/authenticator.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { addPasskey, askForOptions, PASSWORD, signUpUser } from "../../test/factories.ts";
import { readMail, waitForNotice } from "../../test/inbox.ts";
import { whileLocked } from "../../test/lock-table.ts";
import { startMailServer } from "../../test/mail-server.ts";
import { codeOf } from "../../test/two-factor/totp.ts";
import { holdTheClock, passStep, setUpTwoFactor, turnOnTwoFactor } from "../../test/two-factor/two-factor.ts";

const NEW_PASSWORD = "cortado with oat milk";

let app: TestApp;
let strict: TestApp;
beforeAll(async () => {
  // a connection for each change that waits, or some would be refused before they begin
  app = await buildTestApp({ DATABASE_POOL_MAX: "20" });
  strict = await buildTestApp({ EMAIL_VERIFICATION: "required", DATABASE_URL: app.databaseUrl });
});
afterAll(async () => {
  await strict.close();
  await app.close();
});
beforeEach(holdTheClock);

const newEmail = () => `${randomUUID()}@example.com`;
type Answer = { status: number };
type Change = { email: string; told: string | RegExp; make: () => PromiseLike<Answer> };

const post = (path: string, body: object, headers: Record<string, string> = {}, { request } = app) =>
  request.post(`/api/auth/${path}`).set(headers).send(body);
const remove = (path: string, headers: Record<string, string>) =>
  app.request.delete(`/api/auth/${path}`).set(headers).send({ password: PASSWORD });

/** Each change that its owner hears of, ready to be made; made twice, the second time fails. */
const CHANGES: Record<string, () => Promise<Change>> = {
  "a sign-up": async () => {
    const email = newEmail();
    return { email, told: /Confirm your email/, make: () => post("signup", { email, password: PASSWORD }) };
  },
  "a sign-up that has to be confirmed": async () => {
    const email = newEmail();
    return {
      email,
      told: /Confirm your email/,
      make: () => post("signup", { email, password: PASSWORD }, {}, strict),
    };
  },
  "a deletion": async () => {
    const { email, headers } = await signUpUser(app);
    return { email, told: "Your account and everything", make: () => remove("user", headers) };
  },
  "a new password": async () => {
    const { email, headers } = await signUpUser(app);
    const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
    return { email, told: "Your password was changed", make: () => post("change-password", body, headers) };
  },
  "a password reset": async () => {
    const { email } = await signUpUser(app);
    await post("forgot-password", { email });
    const { token } = await readMail(app, email, /Reset your/);
    const body = { token, password: NEW_PASSWORD };
    return { email, told: "Your password was changed", make: () => post("reset-password", body) };
  },
  "a new email": async () => {
    const { email, headers } = await signUpUser(app);
    const next = newEmail();
    await post("change-email", { email: next, password: PASSWORD }, headers);
    const { token } = await readMail(app, next, /Confirm your new/);
    return { email, told: "Your account has a new email", make: () => post("verify-email", { token }) };
  },
  "two-factor authentication turned on": async () => {
    const { email, headers } = await signUpUser(app);
    const { secret } = await setUpTwoFactor(app, headers);
    const make = () => post("two-factor/confirm", { code: codeOf(secret) }, headers);
    return { email, told: "was turned on", make };
  },
  "two-factor authentication turned off": async () => {
    const { email, headers } = await turnOnTwoFactor(app);
    return { email, told: "was turned off", make: () => remove("two-factor", headers) };
  },
  "new recovery codes": async () => {
    const { email, headers } = await turnOnTwoFactor(app);
    const make = () => post("two-factor/recovery-codes", { password: PASSWORD }, headers);
    return { email, told: "New recovery codes", make };
  },
  "a recovery code used": async () => {
    const { email, recoveryCodes } = await turnOnTwoFactor(app);
    const { body } = await post("signin", { email, password: PASSWORD });
    const { challenge } = body.data.twoFactor;
    const make = () => post("signin/two-factor", { challenge, code: recoveryCodes[0] });
    return { email, told: "A recovery code was used", make };
  },
  "a passkey added": async () => {
    const { email, headers } = await signUpUser(app);
    const authenticator = new Authenticator();
    const { options, cookie } = await askForOptions(app, "passkeys/options", headers);
    const body = { name: "Laptop", response: authenticator.register(options) };
    return { email, told: "A passkey was added", make: () => post("passkeys", body, { ...headers, cookie }) };
  },
  "a passkey removed": async () => {
    const { email, headers } = await signUpUser(app);
    const { id } = await addPasskey(app, headers, new Authenticator());
    return { email, told: "A passkey was removed", make: () => remove(`passkeys/${id}`, headers) };
  },
};

describe("while no mail can be queued", () => {
  const changes = new Map<string, Change>();
  const answers = new Map<string, Answer>();

  // at the same time, because each waits a second for the table
  beforeAll(async () => {
    const startTheClock = holdTheClock();
    await Promise.all(Object.entries(CHANGES).map(async ([name, prepare]) => changes.set(name, await prepare())));
    await whileLocked(app, "mails", () =>
      Promise.all([...changes].map(async ([name, { make }]) => answers.set(name, await make()))),
    );
    startTheClock();
  });

  it.each(Object.keys(CHANGES))("%s does not happen, and can be tried again", async (name) => {
    const change = changes.get(name);
    if (!change) throw new Error(`There is no change of the name ${name}`);

    expect(answers.get(name)?.status).toBe(503);
    // a code that was typed counts as used for two minutes
    passStep(5);
    const again = await change.make();
    expect(again.status).toBeGreaterThanOrEqual(200);
    expect(again.status).toBeLessThan(300);

    if (typeof change.told === "string") await waitForNotice(app, change.email, change.told);
    else await readMail(app, change.email, change.told);
  });
});

it("a deleted account takes its mails along, but for the one that says so", async () => {
  const server = await startMailServer();
  const posted = await buildTestApp({ SMTP_URL: server.url });
  const { email, headers } = await signUpUser(posted);
  await server.mailTo(email);
  const neighbour = await signUpUser(posted);
  await server.mailTo(neighbour.email);
  server.setMood("refuses for good");
  const elsewhere = newEmail();
  const unsent = (recipient: string) => posted.db.$count(mails, eq(mails.recipient, recipient));
  for (const person of [{ email, headers }, neighbour]) {
    await post("forgot-password", { email: person.email }, {}, posted).expect(202);
    await post("change-email", { email: elsewhere, password: PASSWORD }, person.headers, posted).expect(202);
  }
  await expect.poll(() => posted.db.$count(mails, isNotNull(mails.failedAt)), { timeout: 10_000 }).toBe(6);
  server.setMood("takes");

  await posted.request.delete("/api/auth/user").set(headers).send({ password: PASSWORD }).expect(200);

  await expect.poll(async () => (await server.mailTo(email)).subject, { timeout: 10_000 }).toContain("deleted");
  await expect.poll(() => unsent(email), { timeout: 10_000 }).toBe(0);
  const left = await posted.db.select().from(mails);
  expect(left.map(({ recipient }) => recipient).sort()).toEqual([neighbour.email, neighbour.email, elsewhere].sort());
  expect(JSON.stringify(left)).not.toContain(email);
  await posted.close();
  await server.close();
});
