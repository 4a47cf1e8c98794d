import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { activity } from "../../database/schema.ts";
import { type ActivityRow, eventsOf, insertEvents, listActivity } from "../../test/activity.ts";
import { Authenticator } from "../../test/authenticator.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { addPasskey, askForOptions, PASSWORD, signUpUser } from "../../test/factories.ts";
import { readMail } from "../../test/inbox.ts";
import { openBrowser } from "../../test/oidc/browser.ts";
import { type OidcAccount, startOidcProvider } from "../../test/oidc/oidc-provider.ts";
import { addOidcAccount, REDIRECT_URI, signInWithOidc } from "../../test/oidc/sign-in-with-oidc.ts";
import { signIn } from "../../test/session.ts";
import { codeOf } from "../../test/two-factor/totp.ts";
import { holdTheClock, passStep, turnOnTwoFactor } from "../../test/two-factor/two-factor.ts";

let oidc: Awaited<ReturnType<typeof startOidcProvider>>;
let app: TestApp;
beforeAll(async () => {
  oidc = await startOidcProvider({ redirectUris: [REDIRECT_URI], accounts: [] as OidcAccount[] });
  app = await buildTestApp({ ...oidc.settings, LOGIN_ATTEMPTS_PER_ACCOUNT: "1000" });
});
afterAll(async () => {
  await app.close();
  await oidc.close();
});
afterEach(() => vi.useRealTimers());

type Headers = Record<string, string>;
const stored = (userId: string) => app.db.$count(activity, eq(activity.userId, userId));

async function signedIn(email: string, password = PASSWORD): Promise<Headers> {
  const { body } = await signIn(app, email, password).expect(200);
  return { authorization: `Bearer ${body.data.sessionToken}` };
}

describe("an account's activity", () => {
  it("tells what happened, when, from where and by which request", async () => {
    const before = Date.now();
    const { email, headers } = await signUpUser(app);
    await signIn(app, email).set({ "user-agent": "curl/8.5.0", "x-request-id": "the-sign-in" }).expect(200);
    const { rows, nextCursor } = await listActivity(app, headers);
    expect(nextCursor).toBeNull();
    expect(rows).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        event: "signed-in-with-password",
        at: expect.any(String),
        ipAddress: "127.0.0.1",
        userAgent: "curl/8.5.0",
        requestId: "the-sign-in",
      },
      expect.objectContaining({ event: "signed-up" }),
    ]);
    expect(Date.parse(rows[0]?.at ?? "")).toBeGreaterThanOrEqual(before - 1000);
  });

  it("has sessions, the password, the email, the profile and the export", async () => {
    const { email, headers, user } = await signUpUser(app);
    await signedIn(email);
    const another = await signedIn(email);
    const { body } = await app.request.get("/api/auth/sessions").set(another).expect(200);
    const { id } = body.data.find(({ current }: { current: boolean }) => current);
    await app.request.delete(`/api/auth/sessions/${id}`).set(headers).expect(200);
    await app.request.delete("/api/auth/sessions").set(headers).expect(200);
    // there are none left
    await app.request.delete("/api/auth/sessions").set(headers).expect(200);
    await app.request.patch("/api/auth/user").set(headers).send({ name: "Grace" }).expect(200);
    await app.request.get("/api/auth/export").set(headers).expect(200);
    const { token } = await readMail(app, email, /Confirm/);
    await app.request.post("/api/auth/verify-email").send({ token }).expect(200);

    const changeEmail = (to: string) =>
      app.request.post("/api/auth/change-email").set(headers).send({ email: to, password: PASSWORD }).expect(202);
    await changeEmail("unwanted@example.com");
    await app.request.delete("/api/auth/change-email").set(headers).expect(200);
    // there is nothing left to cancel
    await app.request.delete("/api/auth/change-email").set(headers).expect(200);
    const newEmail = `new-${email}`;
    await changeEmail(newEmail);
    const link = await readMail(app, newEmail, /email/i);
    await app.request.post("/api/auth/verify-email").send({ token: link.token }).expect(200);

    const passwords = { currentPassword: PASSWORD, newPassword: "paper boat at 9" };
    await app.request.post("/api/auth/change-password").set(headers).send(passwords).expect(200);
    await app.request.post("/api/auth/forgot-password").send({ email: newEmail }).expect(202);
    const reset = await readMail(app, newEmail, /password/i);
    await app.request
      .post("/api/auth/reset-password")
      .send({ token: reset.token, password: "cortado at 11" })
      .expect(200);
    const fresh = await signedIn(newEmail, "cortado at 11");
    await app.request.post("/api/auth/signout").set(fresh).expect(200);

    const last = await signedIn(newEmail, "cortado at 11");
    expect(await eventsOf(app, last)).toEqual([
      "signed-up",
      "signed-in-with-password",
      "signed-in-with-password",
      "session-ended",
      "other-sessions-ended",
      "profile-changed",
      "data-exported",
      "email-verified",
      "email-change-requested",
      "email-change-cancelled",
      "email-change-requested",
      "email-changed",
      "password-changed",
      "password-reset",
      "signed-in-with-password",
      "signed-out",
      "signed-in-with-password",
    ]);
    await app.request.delete("/api/auth/user").set(last).send({ password: "cortado at 11" }).expect(200);
    await vi.waitFor(async () => expect(await stored(user.id)).toBe(0), 10_000);
  });

  it("has passkeys", async () => {
    const { headers } = await signUpUser(app);
    const authenticator = new Authenticator();
    const { id } = await addPasskey(app, headers, authenticator);
    await app.request.patch(`/api/auth/passkeys/${id}`).set(headers).send({ name: "Phone" }).expect(200);
    await app.request.patch(`/api/auth/passkeys/${crypto.randomUUID()}`).set(headers).send({ name: "x" }).expect(404);
    const { options, cookie } = await askForOptions(app, "signin/passkey/options");
    const body = { response: authenticator.sign(options) };
    await app.request.post("/api/auth/signin/passkey").set("cookie", cookie).send(body).expect(200);
    await app.request.delete(`/api/auth/passkeys/${id}`).set(headers).send({ password: PASSWORD }).expect(200);
    expect(await eventsOf(app, headers)).toEqual([
      "signed-up",
      "passkey-added",
      "passkey-renamed",
      "signed-in-with-passkey",
      "passkey-removed",
    ]);
  });

  it("has two-factor authentication", async () => {
    holdTheClock();
    const person = await turnOnTwoFactor(app);
    const answer = async (code: string, status: number) => {
      const { body } = await signIn(app, person.email).expect(202);
      const { challenge } = body.data.twoFactor;
      return app.request.post("/api/auth/signin/two-factor").send({ challenge, code }).expect(status);
    };
    passStep();
    await answer("000000", 401);
    await vi.waitFor(async () => expect(await eventsOf(app, person.headers)).toContain("code-failed"));
    await answer(codeOf(person.secret), 200);
    await answer(person.recoveryCodes[0] ?? "", 200);
    const proof = { password: PASSWORD };
    await app.request.post("/api/auth/two-factor/recovery-codes").set(person.headers).send(proof).expect(200);
    const { body } = await app.request.delete("/api/auth/two-factor").set(person.headers).send(proof).expect(200);
    expect(await eventsOf(app, { authorization: `Bearer ${body.data.sessionToken}` })).toEqual([
      "signed-up",
      "two-factor-on",
      "code-failed",
      "signed-in-with-code",
      "signed-in-with-recovery-code",
      "recovery-codes-renewed",
      "two-factor-off",
    ]);
  });

  it("has the provider", async () => {
    const { browser } = await signInWithOidc(app, addOidcAccount(oidc.accounts));
    const read = async () =>
      (await browser.call("GET", "/api/auth/activity")).data.rows.map(({ event }: ActivityRow) => event).toReversed();
    expect(await read()).toEqual(["signed-up"]);

    const account = addOidcAccount(oidc.accounts);
    const { email, headers } = await signUpUser(app);
    const settings = openBrowser(app);
    await settings.call("POST", "/api/auth/signin", { email, password: PASSWORD });
    const { data } = await settings.call("POST", "/api/auth/oidc", { password: PASSWORD });
    await settings.signInAtProvider(data.url, account);
    await settings.call("POST", "/api/auth/signout");
    await signInWithOidc(app, account);
    await app.request.delete("/api/auth/oidc").set(headers).send({ password: PASSWORD }).expect(200);
    expect(await eventsOf(app, headers)).toEqual([
      "signed-up",
      "signed-in-with-password",
      "provider-linked",
      "signed-out",
      "signed-in-with-provider",
      "provider-unlinked",
    ]);
  });

  it("has nothing of a change that is refused", async () => {
    const { browser } = await signInWithOidc(app, addOidcAccount(oidc.accounts));
    expect((await browser.call("DELETE", "/api/auth/oidc")).status).toBe(409);
    const { rows } = (await browser.call("GET", "/api/auth/activity")).data;
    expect(rows.map(({ event }: ActivityRow) => event)).toEqual(["signed-up"]);
  });

  it("has wrong passwords, and a stranger can't fill it with them", async () => {
    const { email, headers, user } = await signUpUser(app);
    for (let attempt = 0; attempt < 25; attempt++) {
      await signIn(app, email, "wrong").expect(401);
      await vi.waitFor(async () => expect(await stored(user.id)).toBe(1 + Math.min(attempt + 1, 20)));
    }
    await app.request.delete("/api/auth/user").set(headers).send({ password: "wrong" }).expect(401);
    await vi.waitFor(async () => expect((await eventsOf(app, headers)).at(-1)).toBe("password-check-failed"));
    await signIn(app, email).expect(200);
    expect((await eventsOf(app, headers)).at(-1)).toBe("signed-in-with-password");
  });

  it("keeps a hundred events of one kind a day, and the others beside them", async () => {
    const { email, headers, user } = await signUpUser(app);
    await insertEvents(app, user.id, 99);
    for (const name of ["Grace", "Edsger", "Barbara"])
      await app.request.patch("/api/auth/user").set(headers).send({ name }).expect(200);
    expect(await stored(user.id)).toBe(1 + 100);
    await signIn(app, email).expect(200);
    expect(await stored(user.id)).toBe(1 + 100 + 1);
  });
});
