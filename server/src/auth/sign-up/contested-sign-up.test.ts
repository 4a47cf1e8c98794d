import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { accounts, passkeys, users } from "../../database/schema.ts";
import { buildTestApp, CLIENT_ORIGIN, type TestApp } from "../../test/build-test-app.ts";
import { readInbox, readMail } from "../../test/inbox.ts";

const OWNERS = "cortado with oat milk";
const STRANGERS = "a stranger's choice";
const CONFIRM = /Confirm your email/;

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp({ EMAIL_VERIFICATION: "required" });
});
afterAll(() => app.close());

const newEmail = () => `${randomUUID()}@example.com`;
const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  app.request.post(`/api/auth/${path}`).set(headers).send(body);
const signUp = (email: string, password: string, name = "Ada") => post("signup", { email, password, name }).expect(202);
const verify = (body: { token: string; password?: string }, headers = {}) => post("verify-email", body, headers);
const statusOf = async (email: string, password: string) => (await post("signin", { email, password })).status;
const confirmations = async (email: string) =>
  (await readInbox(app, email)).filter(({ subject }) => CONFIRM.test(subject));

/** Does what sends one more confirmation. @returns that mail's token */
async function tokenOfNext(email: string, ask: () => PromiseLike<unknown>): Promise<string> {
  const before = (await confirmations(email)).length;
  await ask();
  await vi.waitFor(async () => expect(await confirmations(email)).toHaveLength(before + 1), 10_000);
  return (await readMail(app, email, CONFIRM)).token;
}
const tokenOfSignUp = (email: string, password: string, name?: string) =>
  tokenOfNext(email, () => signUp(email, password, name));

async function signUpRepeatedly(times: number, email: string) {
  for (let time = 0; time < times; time++) await signUp(email, STRANGERS, "Eve");
}

/** Nobody's password works until whoever reads the mail has chosen one. */
async function onlyMailLeadsIn(email: string) {
  expect(await statusOf(email, STRANGERS)).toBe(401);
  expect(await statusOf(email, OWNERS)).toBe(401);
  await post("forgot-password", { email }).expect(202);
  const { token } = await readMail(app, email, /Reset your/);
  await post("reset-password", { token, password: OWNERS }).expect(200);
  await onlyTheOwnerGetsIn(email);
}

async function onlyTheOwnerGetsIn(email: string) {
  expect(await statusOf(email, STRANGERS)).toBe(401);
  expect(await statusOf(email, OWNERS)).toBe(200);
}

describe("where strangers sign up with the same email", () => {
  it.each([
    { before: 1, after: 0 },
    { before: 0, after: 1 },
    { before: 12, after: 0 },
    { before: 0, after: 12 },
    { before: 3, after: 3 },
  ])("the owner's own link gives the account to the owner alone: %o", async ({ before, after }) => {
    const email = newEmail();
    await signUpRepeatedly(before, email);
    await vi.waitFor(async () => expect(await confirmations(email)).toHaveLength(before), 10_000);
    const token = await tokenOfSignUp(email, OWNERS);
    await signUpRepeatedly(after, email);
    await vi.waitFor(async () => expect(await confirmations(email)).toHaveLength(before + 1 + after), 10_000);

    const { body } = await verify({ token }).expect(200);

    expect(body.data.user).toMatchObject({ email, emailVerified: true, name: "Ada" });
    await onlyMailLeadsIn(email);
    // the strangers' links ended with it
    const { token: newest } = await readMail(app, email, CONFIRM);
    if (after > 0) await verify({ token: newest }).expect(400);
  });

  it("an owner's link outlives every mail that a stranger can cause", async () => {
    const email = newEmail();
    const token = await tokenOfSignUp(email, OWNERS);
    await signUpRepeatedly(16, email);
    for (let time = 0; time < 12; time++) await post("resend-verification", { email }).expect(202);
    // the last to be asked for is the last to be sent
    const other = newEmail();
    await tokenOfSignUp(other, OWNERS);
    expect(await confirmations(email)).toHaveLength(15 + 10);

    await verify({ token }).expect(200);
    await onlyMailLeadsIn(email);
  });

  it.each(["owner", "stranger"])(
    "the newest mail brings nobody's password into force, with the %s as the last",
    async (last) => {
      const email = newEmail();
      const passwords = last === "owner" ? [STRANGERS, OWNERS] : [OWNERS, STRANGERS];
      await tokenOfSignUp(email, passwords[0] ?? "");
      const token = await tokenOfSignUp(email, passwords[1] ?? "");
      await verify({ token }).expect(200);
      await onlyMailLeadsIn(email);
    },
  );

  it("a caller without a page may send the password too", async () => {
    const email = newEmail();
    await tokenOfSignUp(email, OWNERS);
    const token = await tokenOfSignUp(email, STRANGERS, "Eve");
    await verify({ token, password: OWNERS }).expect(200);
    await onlyTheOwnerGetsIn(email);
  });

  it("a page has to say which password it is to be, whichever mail was opened", async () => {
    const email = newEmail();
    await tokenOfSignUp(email, OWNERS);
    const newest = await tokenOfSignUp(email, STRANGERS, "Eve");
    const page = { origin: CLIENT_ORIGIN };

    const refused = await verify({ token: newest }, page).expect(403);
    expect(refused.body.error.code).toBe("REAUTHENTICATION_REQUIRED");
    const weak = await verify({ token: newest, password: "password123" }, page).expect(400);
    expect(weak.body.error).toMatchObject({ code: "WEAK_PASSWORD", details: [{ path: "/password" }] });
    await verify({ token: newest, password: OWNERS }, page).expect(200);

    await onlyTheOwnerGetsIn(email);
  });

  it("a link that was sent again brings nobody's password into force", async () => {
    const email = newEmail();
    await signUp(email, STRANGERS);
    await signUp(email, OWNERS);
    await vi.waitFor(async () => expect(await confirmations(email)).toHaveLength(2), 10_000);
    const token = await tokenOfNext(email, () => post("resend-verification", { email }).expect(202));

    await verify({ token }).expect(200);
    await onlyMailLeadsIn(email);
  });

  it("a new password by mail gets the owner in at once, and ends the strangers' links", async () => {
    const email = newEmail();
    const strangers = await tokenOfSignUp(email, STRANGERS);
    await signUp(email, OWNERS);
    await post("forgot-password", { email }).expect(202);
    const { token } = await readMail(app, email, /Reset your/);
    await post("reset-password", { token, password: OWNERS }).expect(200);
    await onlyTheOwnerGetsIn(email);
    await verify({ token: strangers }).expect(400);
  });

  it("nothing that a stranger left in the account stays", async () => {
    const email = newEmail();
    await signUp(email, STRANGERS);
    const [user] = await app.db.select().from(users).where(eq(users.email, email));
    const userId = user?.id ?? "";
    await app.db.insert(accounts).values({ userId, providerId: "oidc", accountId: `stranger-${userId}` });
    const device = { publicKey: "k", counter: 0, deviceType: "singleDevice", backedUp: false };
    await app.db.insert(passkeys).values({ userId, credentialID: `c-${userId}`, ...device });

    await verify({ token: await tokenOfSignUp(email, OWNERS) }).expect(200);

    const ways = await app.db.select().from(accounts).where(eq(accounts.userId, userId));
    expect(ways.map(({ providerId }) => providerId)).toEqual(["credential"]);
    expect(await app.db.$count(passkeys, eq(passkeys.userId, userId))).toBe(0);
  });

  it("sign-ups that arrive while the owner confirms get nobody in", async () => {
    const email = newEmail();
    const token = await tokenOfSignUp(email, OWNERS);
    const strangers = Array.from({ length: 5 }, () => signUp(email, STRANGERS, "Eve"));
    const [answer] = await Promise.all([verify({ token }), ...strangers]);
    expect(answer.status).toBe(200);
    expect(await statusOf(email, STRANGERS)).toBe(401);
    // and neither do their links, if any got one
    for (const { link } of await confirmations(email)) await verify({ token: link?.split("#token=")[1] ?? "" });
    expect(await statusOf(email, STRANGERS)).toBe(401);
  });
});

it("who repeats their own sign-up is not asked again", async () => {
  const email = newEmail();
  await signUp(email, OWNERS);
  await signUp(email.toUpperCase().replace("@EXAMPLE.COM", "@example.com"), OWNERS);
  expect(await statusOf(email, OWNERS)).toBe(403);
  await vi.waitFor(async () => expect(await confirmations(email)).toHaveLength(2), 10_000);
  const token = await tokenOfNext(email, () => post("resend-verification", { email }).expect(202));
  await verify({ token }, { origin: CLIENT_ORIGIN }).expect(200);
  expect(await statusOf(email, OWNERS)).toBe(200);
});
