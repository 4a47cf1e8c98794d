import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { accounts, mailTokens, passkeys, sessions, users, verifications } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { readInbox, readMail } from "../../test/inbox.ts";
import { signIn } from "../../test/session.ts";

const NEW_PASSWORD = "cortado with oat milk";
const CONFIRM = /Confirm your email/;
const RESET = /Reset your/;

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const post = (path: string, body: object, { request }: Pick<TestApp, "request"> = app) =>
  request.post(`/api/auth/${path}`).send(body);

async function askForReset(email: string, where = app) {
  const resets = async () => (await readInbox(where, email)).filter(({ subject }) => RESET.test(subject)).length;
  const known = await resets();
  await post("forgot-password", { email }, where).expect(202);
  await vi.waitFor(async () => expect(await resets()).toBe(known + 1), 10_000);
  return readMail(where, email, RESET);
}

describe("confirming an email", () => {
  it("takes the token of the mail that sign-up sends, once, and does not sign in", async () => {
    const { email, user, headers } = await signUpUser(app);
    const { link, token } = await readMail(app, email, CONFIRM);
    expect(link).toBe(`http://localhost:5173/verify-email#token=${token}`);

    const answer = await post("verify-email", { token }).expect(200);

    expect(answer.body.data.user).toMatchObject({ id: user.id, email, emailVerified: true });
    expect(answer.headers["set-cookie"]).toBeUndefined();
    const session = await app.request.get("/api/auth/session").set(headers);
    expect(session.body.data.user.emailVerified).toBe(true);
    const again = await post("verify-email", { token }).expect(400);
    expect(again.body.error.code).toBe("INVALID_TOKEN");
  });

  it("works for one of twenty requests at once", async () => {
    const { email } = await signUpUser(app);
    const { token } = await readMail(app, email, CONFIRM);
    const answers = await Promise.all(Array.from({ length: 20 }, () => post("verify-email", { token })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error?.code === "INVALID_TOKEN")).toHaveLength(19);
  });

  it("is sent again, and the older link ends with the newer one's use", async () => {
    const { email } = await signUpUser(app);
    const older = await readMail(app, email, CONFIRM);
    await post("resend-verification", { email: email.toUpperCase() }).expect(202);
    const newer = await vi.waitFor(async () => {
      const mail = await readMail(app, email, CONFIRM);
      expect(mail.token).not.toBe(older.token);
      return mail;
    }, 10_000);
    await post("verify-email", { token: newer.token }).expect(200);
    await post("verify-email", { token: older.token }).expect(400);
  });

  it.each(["", "x", "a".repeat(512), "../../etc/passwd", "%00", "null"])("refuses %j", async (token) => {
    const { body } = await post("verify-email", { token }).expect(400);
    expect(body.error.code).toBe(token ? "INVALID_TOKEN" : "VALIDATION_ERROR");
  });

  it("refuses a link that has expired", async () => {
    const { email, user } = await signUpUser(app);
    const { token } = await readMail(app, email, CONFIRM);
    await app.db
      .update(mailTokens)
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where(eq(mailTokens.userId, user.id));
    const { body } = await post("verify-email", { token }).expect(400);
    expect(body.error.code).toBe("INVALID_TOKEN");
  });

  it("does not take a token for another purpose", async () => {
    const { email } = await signUpUser(app);
    const { token } = await askForReset(email);
    await post("verify-email", { token }).expect(400);
    await post("reset-password", { token, password: NEW_PASSWORD }).expect(200);
  });
});

describe("asking for a mail", () => {
  it.each(["forgot-password", "resend-verification"])("%s answers alike for every email", async (path) => {
    const { email } = await signUpUser(app);
    const known = await post(path, { email }).expect(202);
    const unknown = await post(path, { email: "nobody@example.com" }).expect(202);
    expect(known.body).toEqual({ status: "success", data: { accepted: true }, error: null });
    expect(unknown.body).toEqual(known.body);
    expect(Object.keys(unknown.headers).sort()).toEqual(Object.keys(known.headers).sort());
  });

  it("sends no mail without an account, and none to confirm an email that is confirmed", async () => {
    const { email } = await signUpUser(app);
    await post("verify-email", { token: (await readMail(app, email, CONFIRM)).token }).expect(200);
    await post("resend-verification", { email }).expect(202);
    await post("forgot-password", { email: "nobody@example.com" }).expect(202);
    // mails go out in the order in which they were asked for
    await askForReset(email);
    expect((await readInbox(app, email)).filter(({ subject }) => CONFIRM.test(subject))).toHaveLength(1);
    expect(await readInbox(app, "nobody@example.com")).toEqual([]);
  });

  it("floods no email", async () => {
    const { email } = await signUpUser(app);
    for (let time = 0; time < 12; time++) await post("forgot-password", { email }).expect(202);
    const other = await signUpUser(app);
    await askForReset(other.email);
    expect((await readInbox(app, email)).filter(({ subject }) => RESET.test(subject))).toHaveLength(10);
  });

  it("builds links from settings, whatever the request says of its host", async () => {
    const { email } = await signUpUser(app);
    await post("forgot-password", { email })
      .set({ host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" })
      .expect(202);
    const { link } = await readMail(app, email, RESET);
    expect(link).toMatch(/^http:\/\/localhost:5173\/reset-password#token=/);
  });

  it("takes no URL to come back to from the request", async () => {
    for (const property of ["callbackURL", "redirectTo"]) {
      await post("forgot-password", { email: "ada@example.com", [property]: "https://evil.example" }).expect(400);
    }
  });
});

describe("choosing a new password", () => {
  it.each([true, false])(
    "ends every session, does not sign in, and tells the owner: confirmed %s",
    async (confirmed) => {
      const { email, headers } = await signUpUser(app);
      await app.db.update(users).set({ emailVerified: confirmed }).where(eq(users.email, email));
      const { token } = await askForReset(email);

      const answer = await post("reset-password", { token, password: NEW_PASSWORD }).expect(200);

      expect(answer.body.data).toEqual({ reset: true });
      expect(answer.headers["set-cookie"]).toBeUndefined();
      await app.request.get("/api/dashboard/data").set(headers).expect(401);
      await signIn(app, email).expect(401);
      await signIn(app, email, NEW_PASSWORD).expect(200);
      const told = await readMail(app, email, /sign-in settings changed/);
      expect(told.text).toContain("Your password was changed");
    },
  );

  it("ends the other links that were sent", async () => {
    const { email } = await signUpUser(app);
    const confirm = await readMail(app, email, CONFIRM);
    const older = await askForReset(email);
    const newer = await askForReset(email);
    expect(newer.token).not.toBe(older.token);
    await post("reset-password", { token: newer.token, password: NEW_PASSWORD }).expect(200);
    await post("reset-password", { token: older.token, password: "another long enough" }).expect(400);
    await post("verify-email", { token: confirm.token }).expect(400);
    await signIn(app, email, NEW_PASSWORD).expect(200);
  });

  it("works for one of twenty requests at once", async () => {
    const { email } = await signUpUser(app);
    const { token } = await askForReset(email);
    const passwords = Array.from({ length: 20 }, (_, index) => `choice number ${index} of many`);
    const answers = await Promise.all(passwords.map((password) => post("reset-password", { token, password })));
    const won = answers.findIndex(({ status }) => status === 200);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.error?.code === "INVALID_TOKEN")).toHaveLength(19);
    await signIn(app, email, passwords[won] ?? "").expect(200);
  });

  it("refuses a weak password and keeps the link", async () => {
    const { email } = await signUpUser(app);
    const { token } = await askForReset(email);
    const weak = await post("reset-password", { token, password: "password123" }).expect(400);
    expect(weak.body.error).toMatchObject({ code: "WEAK_PASSWORD", details: [{ path: "/password" }] });
    await post("reset-password", { token, password: NEW_PASSWORD }).expect(200);
  });

  it("lets an owner back in whose account was limited", async () => {
    const { email } = await signUpUser(app);
    for (let guess = 0; guess < 10; guess++) await signIn(app, email, "a wrong guess").expect(401);
    await signIn(app, email).expect(429);
    const { token } = await askForReset(email);
    await post("reset-password", { token, password: NEW_PASSWORD }).expect(200);
    await signIn(app, email, NEW_PASSWORD).expect(200);
  });

  it("keeps tokens only as hashes, and nothing in clear anywhere", async () => {
    const { email, user } = await signUpUser(app);
    const { token } = await askForReset(email);
    const rows = await app.db.select().from(mailTokens).where(eq(mailTokens.userId, user.id));
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain(token);
    expect(JSON.stringify(await app.db.select().from(verifications))).not.toContain(token);
  });
});

describe("who signed up with somebody else's email", () => {
  it("loses every sign-in method when its owner chooses a password, but not the account", async () => {
    const attacker = await signUpUser(app);
    const { id } = attacker.user;
    await app.db.insert(accounts).values({ userId: id, providerId: "oidc", accountId: `attacker-${id}` });
    const passkey = {
      credentialID: `c-${id}`,
      publicKey: "k",
      counter: 0,
      deviceType: "singleDevice",
      backedUp: false,
    };
    await app.db.insert(passkeys).values({ userId: id, ...passkey });

    const { token } = await askForReset(attacker.email);
    await post("reset-password", { token, password: NEW_PASSWORD }).expect(200);

    await signIn(app, attacker.email).expect(401);
    await app.request.get("/api/dashboard/data").set(attacker.headers).expect(401);
    expect(await app.db.$count(passkeys, eq(passkeys.userId, id))).toBe(0);
    const ways = await app.db.select().from(accounts).where(eq(accounts.userId, id));
    expect(ways.map(({ providerId }) => providerId)).toEqual(["credential"]);
    const owner = await signIn(app, attacker.email, NEW_PASSWORD).expect(200);
    expect(owner.body.data.user.emailVerified).toBe(true);
    expect(owner.body.data.user).toMatchObject({ id, createdAt: attacker.user.createdAt });
  });

  it("keeps an owner's own sign-in methods where the email was verified before", async () => {
    const { email, user } = await signUpUser(app);
    await post("verify-email", { token: (await readMail(app, email, CONFIRM)).token }).expect(200);
    await app.db.insert(accounts).values({ userId: user.id, providerId: "oidc", accountId: `own-${user.id}` });
    const { token } = await askForReset(email);
    await post("reset-password", { token, password: NEW_PASSWORD }).expect(200);
    expect(await app.db.$count(accounts, eq(accounts.userId, user.id))).toBe(2);
  });
});

describe("where an email must be verified first", () => {
  let strict: TestApp;
  beforeAll(async () => {
    strict = await buildTestApp({ EMAIL_VERIFICATION: "required" });
  });
  afterAll(() => strict.close());

  const signUp = (email: string, password: string) => post("signup", { email, password, name: "Ada" }, strict);

  it("signing in waits for the mail's link", async () => {
    const email = "waits@example.com";
    await signUp(email, PASSWORD).expect(202);
    const early = await signIn(strict, email).expect(403);
    expect(early.body.error.code).toBe("EMAIL_NOT_VERIFIED");
    const { token } = await readMail(strict, email, CONFIRM);
    await post("verify-email", { token }, strict).expect(200);
    await signIn(strict, email).expect(200);
  });

  it("a verified account stays as it is when somebody signs up with its email, and its owner is told", async () => {
    const email = "settled@example.com";
    await signUp(email, PASSWORD).expect(202);
    await post("verify-email", { token: (await readMail(strict, email, CONFIRM)).token }, strict).expect(200);
    await signIn(strict, email).expect(200);

    const again = await signUp(email, "somebody else's choice").expect(202);

    expect(again.body.data).toEqual({ user: null, sessionToken: null, expiresAt: null });
    const { text } = await readMail(strict, email, /already have/);
    expect(text).toContain("http://localhost:5173/sign-in");
    await signIn(strict, email).expect(200);
    await signIn(strict, email, "somebody else's choice").expect(401);
    const [user] = await strict.db.select().from(users).where(eq(users.email, email));
    expect(await strict.db.$count(sessions, eq(sessions.userId, user?.id ?? ""))).toBe(2);
  });

  it("many sign-ups at once leave one account, which the mailbox's owner gets", async () => {
    const email = "race@example.com";
    const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => signUp(email, `password of runner ${i}`)));
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(await strict.db.$count(users, eq(users.email, email))).toBe(1);
    const { token } = await readMail(strict, email, CONFIRM);
    await post("verify-email", { token }, strict).expect(200);
  });
});
