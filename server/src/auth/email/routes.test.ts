import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { accounts, mails, sessions } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { readInbox, readMail } from "../../test/inbox.ts";
import { startMailServer } from "../../test/mail-server.ts";
import { PRODUCTION_SETTINGS } from "../../test/production-settings.ts";
import { signIn } from "../../test/session.ts";

const NEW_PASSWORD = "cortado with oat milk";
const CONFIRM_NEW = /Confirm your new email/;

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

const post = (path: string, body: object, headers: Record<string, string> = {}) =>
  app.request.post(`/api/auth/${path}`).set(headers).send(body);
const attemptsOf = async ({ db }: TestApp, recipient: string) =>
  (await db.select().from(mails).where(eq(mails.recipient, recipient))).map(({ attempts }) => attempts);

describe("changing the password", () => {
  it("ends the other sessions, and tells the owner", async () => {
    const { email, headers } = await signUpUser(app);
    const other = await signIn(app, email).expect(200);
    const stranger = await signUpUser(app);

    const { body } = await post(
      "change-password",
      { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
      headers,
    ).expect(200);

    expect(body.data).toEqual({ ended: 1 });
    await app.request.get("/api/dashboard/data").set(headers).expect(200);
    await app.request
      .get("/api/dashboard/data")
      .set("authorization", `Bearer ${other.body.data.sessionToken}`)
      .expect(401);
    await app.request.get("/api/dashboard/data").set(stranger.headers).expect(200);
    await signIn(app, email).expect(401);
    await signIn(app, email, NEW_PASSWORD).expect(200);
    expect((await readMail(app, email, /sign-in settings changed/)).text).toContain("Your password was changed");
  });

  it("leaves the owner the link that they were mailed: whoever knows the old password can't take it away", async () => {
    const { email, headers } = await signUpUser(app);
    await post("forgot-password", { email }).expect(202);
    const { token } = await readMail(app, email, /Reset your/);
    await post("change-password", { currentPassword: PASSWORD, newPassword: "a stranger's choice" }, headers).expect(
      200,
    );
    await post("reset-password", { token, password: NEW_PASSWORD }).expect(200);
    await signIn(app, email, "a stranger's choice").expect(401);
    await signIn(app, email, NEW_PASSWORD).expect(200);
  });

  it("needs the current password, and the session stands without it", async () => {
    const { headers } = await signUpUser(app);
    const wrong = await post("change-password", { currentPassword: "wrong", newPassword: NEW_PASSWORD }, headers);
    expect(wrong.status).toBe(401);
    expect(wrong.body.error.code).toBe("INVALID_CREDENTIALS");
    await app.request.get("/api/dashboard/data").set(headers).expect(200);
  });

  it("refuses a weak one beside its field", async () => {
    const { headers } = await signUpUser(app);
    const { body } = await post(
      "change-password",
      { currentPassword: PASSWORD, newPassword: "password123" },
      headers,
    ).expect(400);
    expect(body.error).toMatchObject({ code: "WEAK_PASSWORD", details: [{ in: "body", path: "/newPassword" }] });
  });

  it("has nothing to change in an account without a password", async () => {
    const { headers, user } = await signUpUser(app);
    await app.db.delete(accounts).where(eq(accounts.userId, user.id));
    const { body } = await post(
      "change-password",
      { currentPassword: PASSWORD, newPassword: NEW_PASSWORD },
      headers,
    ).expect(401);
    expect(body.error.message).toContain("no password");
  });

  it.each(["change-password", "change-email"])("%s requires a session, and the app's own page", async (path) => {
    await post(path, {}).expect(401);
    const { headers } = await signUpUser(app);
    const { body } = await post(path, {}, { ...headers, origin: "https://evil.example" }).expect(403);
    expect(body.error.code).toBe("ORIGIN_NOT_ALLOWED");
  });
});

describe("changing the email", () => {
  const newEmail = () => `new.${crypto.randomUUID()}@example.com`;

  it("takes effect when the new one is verified, and the old one is told", async () => {
    const { email, headers, user } = await signUpUser(app);
    const next = newEmail();

    const answer = await post(
      "change-email",
      { email: next.toUpperCase().replace("@EXAMPLE.COM", "@example.com"), password: PASSWORD },
      headers,
    );
    expect(answer.status).toBe(202);
    expect(answer.body.data).toEqual({ accepted: true });
    expect((await readMail(app, email, /A new email/)).text).toContain(next);
    const { token, link } = await readMail(app, next, CONFIRM_NEW);
    expect(link).toContain("http://localhost:5173/verify-email#token=");
    await signIn(app, email).expect(200);

    const { body } = await post("verify-email", { token }).expect(200);

    expect(body.data.user).toMatchObject({ id: user.id, email: next, emailVerified: true });
    await signIn(app, email).expect(401);
    await signIn(app, next).expect(200);
    expect((await readMail(app, email, /sign-in settings changed/)).text).toContain("Your account has a new email");
    await post("verify-email", { token }).expect(400);
  });

  it("ends the links that went to the old email, also for when that is taken back", async () => {
    const { email, headers } = await signUpUser(app);
    await post("forgot-password", { email }).expect(202);
    const reset = await readMail(app, email, /Reset your/);
    const confirm = await readMail(app, email, /Confirm your email/);
    const next = newEmail();
    await post("change-email", { email: next, password: PASSWORD }, headers).expect(202);
    await post("verify-email", { token: (await readMail(app, next, CONFIRM_NEW)).token }).expect(200);
    await post("reset-password", { token: reset.token, password: NEW_PASSWORD }).expect(400);
    await post("verify-email", { token: confirm.token }).expect(400);
    await post("change-email", { email, password: PASSWORD }, headers).expect(202);
    await post("verify-email", { token: (await readMail(app, email, CONFIRM_NEW)).token }).expect(200);
    await post("reset-password", { token: reset.token, password: NEW_PASSWORD }).expect(400);
  });

  it("follows the newest wish only", async () => {
    const { headers, user } = await signUpUser(app);
    const [first, second] = [newEmail(), newEmail()];
    await post("change-email", { email: first, password: PASSWORD }, headers).expect(202);
    const older = await readMail(app, first, CONFIRM_NEW);
    await post("change-email", { email: second, password: PASSWORD }, headers).expect(202);
    await post("verify-email", { token: older.token }).expect(400);
    const { body } = await post("verify-email", { token: (await readMail(app, second, CONFIRM_NEW)).token }).expect(
      200,
    );
    expect(body.data.user).toMatchObject({ id: user.id, email: second });
  });

  it("mails only the newest wish, where an older one could not be sent", async () => {
    const server = await startMailServer();
    const posted = await buildTestApp({ SMTP_URL: server.url });
    const { headers } = await signUpUser(posted);
    const [first, second] = [newEmail(), newEmail()];
    const wish = (email: string) =>
      posted.request.post("/api/auth/change-email").set(headers).send({ email, password: PASSWORD }).expect(202);
    server.setMood("refuses for now");
    await wish(first);
    // refused, and put off for a few seconds: while it is being sent, its lease is a minute
    await vi.waitFor(async () => {
      const [mail] = await posted.db.select().from(mails).where(eq(mails.recipient, first));
      expect(mail?.attempts).toBe(1);
      expect(mail?.sendAfter.getTime()).toBeLessThan(Date.now() + 10_000);
    }, 10_000);
    await wish(second);
    server.setMood("takes");
    await server.mailTo(second);
    expect(await attemptsOf(posted, first)).toEqual([]);
    expect(server.received.flatMap(({ to }) => to?.map(({ address }) => address))).not.toContain(first);
    await posted.close();
    await server.close();
  });

  it("answers alike for a taken email, whose owner alone is told", async () => {
    const { headers } = await signUpUser(app);
    const owner = await signUpUser(app);
    const { body } = await post("change-email", { email: owner.email, password: PASSWORD }, headers).expect(202);
    expect(body.data).toEqual({ accepted: true });
    await readMail(app, owner.email, /already have/);
    expect((await readInbox(app, owner.email)).filter(({ subject }) => CONFIRM_NEW.test(subject))).toEqual([]);
  });

  it("keeps the old email where the new one has got an account meanwhile", async () => {
    const { email, headers } = await signUpUser(app);
    const next = newEmail();
    await post("change-email", { email: next, password: PASSWORD }, headers).expect(202);
    const { token } = await readMail(app, next, CONFIRM_NEW);
    await signUpUser(app, { email: next });
    const { body } = await post("verify-email", { token }).expect(409);
    expect(body.error.code).toBe("EMAIL_TAKEN");
    await signIn(app, email).expect(200);
  });

  it("needs the password", async () => {
    const { headers } = await signUpUser(app);
    const email = newEmail();
    const missing = await post("change-email", { email }, headers).expect(400);
    expect(missing.body.error.details).toEqual([{ in: "body", path: "/password", message: "Required" }]);
    const wrong = await post("change-email", { email, password: "wrong" }, headers).expect(401);
    expect(wrong.body.error.code).toBe("INVALID_CREDENTIALS");
  });

  it("needs a recent sign-in where there is no password", async () => {
    const { headers, user } = await signUpUser(app);
    await app.db.delete(accounts).where(eq(accounts.userId, user.id));
    await post("change-email", { email: newEmail() }, headers).expect(202);
    await app.db
      .update(sessions)
      .set({ createdAt: new Date(Date.now() - 16 * 60_000) })
      .where(eq(sessions.userId, user.id));
    const { body } = await post("change-email", { email: newEmail() }, headers).expect(403);
    expect(body.error.code).toBe("REAUTHENTICATION_REQUIRED");
  });
});

describe("production without SMTP_URL", () => {
  it("turns off the routes that need mail, with a clear error, and has no inbox", async () => {
    const production = await buildTestApp({
      ...PRODUCTION_SETTINGS,
      DATABASE_URL: app.databaseUrl,
      METRICS_PORT: "0",
    });
    const { headers, email } = await signUpUser(production);
    for (const path of ["forgot-password", "resend-verification", "change-email"]) {
      const { body } = await production.request
        .post(`/api/auth/${path}`)
        .set(headers)
        .send({ email, ...(path === "change-email" && { password: PASSWORD }) })
        .expect(503);
      expect(body.error.code).toBe("MAIL_NOT_CONFIGURED");
    }
    await production.request.get("/api/inbox").expect(404);
    const { body } = await production.request.get("/api/auth/config").expect(200);
    expect(body.data.mail).toBe("off");
    await production.close();
  });
});
