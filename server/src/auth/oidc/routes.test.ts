import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { accounts, sessions, users } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { readInbox, readMail } from "../../test/inbox.ts";
import { openBrowser } from "../../test/oidc/browser.ts";
import { type OidcAccount, startOidcProvider } from "../../test/oidc/oidc-provider.ts";
import { addOidcAccount, REDIRECT_URI, sessionOf, signInWithOidc } from "../../test/oidc/sign-in-with-oidc.ts";
import { codeOf } from "../../test/two-factor/totp.ts";
import { holdTheClock, turnOnTwoFactor } from "../../test/two-factor/two-factor.ts";

let oidc: Awaited<ReturnType<typeof startOidcProvider>>;
let app: TestApp;
/** The same, where an email has to be verified before its first sign-in. */
let strict: TestApp;
beforeAll(async () => {
  oidc = await startOidcProvider({ redirectUris: [REDIRECT_URI], accounts: [] });
  app = await buildTestApp(oidc.settings);
  strict = await buildTestApp({ ...oidc.settings, EMAIL_VERIFICATION: "required" });
});
afterAll(async () => {
  await app.close();
  await strict.close();
  await oidc.close();
});

const newAccount = (claims?: Partial<OidcAccount>) => addOidcAccount(oidc.accounts, claims);
const usersOf = (email: string, { db } = app) => db.select().from(users).where(eq(users.email, email));
const linksOf = (userId: string, { db } = app) => db.select().from(accounts).where(eq(accounts.userId, userId));

async function signUpVerified(email: string) {
  const signedUp = await signUpUser(app, { email });
  await app.db.update(users).set({ emailVerified: true }).where(eq(users.email, email));
  return signedUp;
}

describe("somebody new", () => {
  it("gets an account and a session, and is where they wanted to go", async () => {
    const picture = "https://images.example.com/grace.png";
    const { email } = newAccount({ name: "Grace Hopper", picture });

    const { path, browser } = await signInWithOidc(app, { email }, { next: "/settings?page=2#newest" });

    expect(path).toBe("/settings?page=2#newest");
    const { user } = await sessionOf(browser);
    expect(user).toMatchObject({ email, emailVerified: true, name: "Grace Hopper", image: picture });
  });

  it("gets a strict session cookie, and the flow's own cookie is gone", async () => {
    const { browser } = await signInWithOidc(app, newAccount());
    const [, ...attributes] = browser.cookie("__Host-session")?.line.split("; ") ?? [];
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=604800", "Path=/", "SameSite=Strict", "Secure"]);
    expect(browser.cookie("__Host-provider")).toBeUndefined();
  });

  it("goes to the app's first page, where none is named or it would be another site's", async () => {
    expect((await signInWithOidc(app, newAccount())).path).toBe("/");
    expect((await signInWithOidc(app, newAccount(), { next: "/.//evil.example" })).path).toBe("/");
    expect((await signInWithOidc(app, newAccount(), { next: "/naïve/☃" })).path).toBe("/na%C3%AFve/%E2%98%83");
  });

  it("brings a name and a picture no larger or stranger than the app's own forms take", async () => {
    const name = `  Grace\r\n${"☕".repeat(93)}🥐🥐`;
    const { email } = newAccount({ name, picture: "http://images.example.com/grace.png" });
    await signInWithOidc(app, { email });
    const [user] = await usersOf(email);
    expect(user).toMatchObject({ name: `Grace ${"☕".repeat(93)}`, image: null });
  });

  it("whose email the provider has not verified is asked by mail to confirm it", async () => {
    const { email } = newAccount({ email_verified: false });
    const { browser } = await signInWithOidc(app, { email });
    expect((await sessionOf(browser)).user).toMatchObject({ email, emailVerified: false });
    const { token } = await readMail(app, email, /confirm/i);
    await app.request.post("/api/auth/verify-email").send({ token }).expect(200);
  });

  it("whose email we do not take is told so, and gets no account", async () => {
    const { email } = newAccount({ email: `åse.${randomUUID()}@example.com` });
    const { path, browser } = await signInWithOidc(app, { email });
    expect(path).toBe("/sign-in?error=provider_email");
    expect(await sessionOf(browser)).toBeNull();
    expect(await usersOf(email)).toEqual([]);
  });

  it("leaves none of the provider's tokens with us", async () => {
    const { email } = newAccount();
    await signInWithOidc(app, { email });
    await signInWithOidc(app, { email });
    const [user] = await usersOf(email);
    const { rows } = await app.db.execute(
      sql`select access_token, refresh_token, id_token from accounts where user_id = ${user?.id}`,
    );
    expect(rows).toEqual([{ access_token: null, refresh_token: null, id_token: null }]);
  });

  it("is welcome also from a provider that keeps claims out of the ID token and wants the secret in the body", async () => {
    const other = await startOidcProvider({
      redirectUris: [REDIRECT_URI],
      accounts: [],
      claimsIn: "userinfo",
      secretIn: "body",
    });
    const client = await buildTestApp({ ...other.settings, DATABASE_URL: app.databaseUrl });
    try {
      const { email } = addOidcAccount(other.accounts, { name: "Grace" });
      expect((await signInWithOidc(client, { email })).path).toBe("/");
      expect(await usersOf(email)).toMatchObject([{ name: "Grace", emailVerified: true }]);
    } finally {
      await client.close();
      await other.close();
    }
  });
});

it("believes no provider that sends no ID token", async () => {
  const careless = await startOidcProvider({ redirectUris: [REDIRECT_URI], accounts: [], withoutIdToken: true });
  const client = await buildTestApp({ ...careless.settings, DATABASE_URL: app.databaseUrl });
  try {
    const { email } = addOidcAccount(careless.accounts);
    expect((await signInWithOidc(client, { email })).path).toBe("/sign-in?error=provider_failed");
    expect(await usersOf(email)).toEqual([]);
  } finally {
    await client.close();
    await careless.close();
  }
});

describe("somebody who returns", () => {
  it("is known by the provider's subject, also when either email has changed", async () => {
    const account = newAccount({ name: "Grace" });
    const first = await signInWithOidc(app, account);
    const { user } = await sessionOf(first.browser);
    await app.db
      .update(users)
      .set({ email: `${randomUUID()}@example.com`, name: "Rear Admiral" })
      .where(eq(users.id, user.id));
    Object.assign(account, { email: `${randomUUID()}@example.com`, email_verified: false, name: "Amazing Grace" });

    const again = await signInWithOidc(app, account);

    expect((await sessionOf(again.browser)).user).toMatchObject({ id: user.id, name: "Rear Admiral" });
    expect(await usersOf(account.email)).toEqual([]);
  });

  it("is nobody we know with the same subject at another provider", async () => {
    const account = newAccount();
    await signInWithOidc(app, account);
    const other = await startOidcProvider({ redirectUris: [REDIRECT_URI], accounts: [] });
    const client = await buildTestApp({ ...other.settings, DATABASE_URL: app.databaseUrl });
    try {
      const { email } = addOidcAccount(other.accounts, { sub: account.sub });
      const { browser } = await signInWithOidc(client, { email });
      expect((await sessionOf(browser)).user.email).toBe(email);
    } finally {
      await client.close();
      await other.close();
    }
  });

  it("replaces the session of the page where they began", async () => {
    const { email, headers } = await signUpUser(app);
    const browser = openBrowser(app);
    await browser.call("POST", "/api/auth/signin", { email, password: PASSWORD });
    const { value = "" } = browser.cookie("__Host-session") ?? {};

    await signInWithOidc(app, newAccount(), { browser });

    const replaced = await app.request.get("/api/auth/session").set("authorization", `Bearer ${value}`);
    expect(replaced.body.data).toBeNull();
    // the account's other sessions stand
    expect((await app.request.get("/api/auth/session").set(headers)).body.data.user.email).toBe(email);
  });

  it("meets two-factor authentication, which no provider gets around", async () => {
    const account = newAccount();
    const { user, secret } = await turnOnTwoFactor(app, await signUpVerified(account.email));

    const { path, browser } = await signInWithOidc(app, account, { next: "/settings" });

    expect(path).toBe("/sign-in/two-factor?next=%2Fsettings");
    expect(await sessionOf(browser)).toBeNull();
    expect(await app.db.$count(sessions, eq(sessions.userId, user.id))).toBe(1);
    const [, ...attributes] = browser.cookie("__Host-two-factor")?.line.split("; ") ?? [];
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=600", "Path=/", "SameSite=Strict", "Secure"]);
    // this step's code has turned it on
    const code = codeOf(secret, Date.now() + 30_000);
    const { data } = await browser.call("POST", "/api/auth/signin/two-factor", { code });
    expect(data.user.id).toBe(user.id);
    expect((await sessionOf(browser)).user.id).toBe(user.id);
  });
});

describe("two-factor authentication after the provider", () => {
  beforeEach(holdTheClock);

  it.each([
    [590, 200],
    [610, 400],
  ])("may be given after %i seconds: %i", async (seconds, status) => {
    const account = newAccount();
    const { secret } = await turnOnTwoFactor(app, await signUpVerified(account.email));
    const { browser } = await signInWithOidc(app, account);
    vi.setSystemTime(Date.now() + seconds * 1000);
    const answer = await browser.call("POST", "/api/auth/signin/two-factor", { code: codeOf(secret) });
    expect(answer.status).toBe(status);
    if (status !== 200) expect(answer.error.code).toBe("INVALID_TOKEN");
  });
});

describe("an email that has an account already", () => {
  it("does not let in who has not verified it at the provider", async () => {
    const account = newAccount({ email_verified: false });
    const { user } = await signUpVerified(account.email);
    const { path, browser } = await signInWithOidc(app, account);
    expect(path).toBe("/sign-in?error=account_exists");
    expect(await sessionOf(browser)).toBeNull();
    expect(await linksOf(user.id)).toHaveLength(1);
  });

  it("does not let in anybody where it is the account that has not verified it", async () => {
    const account = newAccount();
    const { user } = await signUpUser(app, { email: account.email });
    expect((await signInWithOidc(app, account)).path).toBe("/sign-in?error=account_exists");
    expect(await linksOf(user.id)).toHaveLength(1);
    expect(await usersOf(account.email)).toMatchObject([{ emailVerified: false }]);
  });

  it("lets in who has verified it on both sides, and the owner is told", async () => {
    const account = newAccount({ name: "Somebody" });
    const { user, email } = await signUpVerified(account.email);
    const { path, browser } = await signInWithOidc(app, account);
    expect(path).toBe("/");
    expect((await sessionOf(browser)).user).toMatchObject({ id: user.id, name: "Ada" });
    expect((await readMail(app, email, /change/)).text).toContain("sign-in provider");
  });

  it("takes no second account of the provider", async () => {
    const account = newAccount();
    const { browser } = await signInWithOidc(app, account);
    const { user } = await sessionOf(browser);
    const other = newAccount({ email: account.email.toUpperCase() });
    expect((await signInWithOidc(app, other)).path).toBe("/sign-in?error=account_exists");
    expect(await linksOf(user.id)).toHaveLength(1);
  });
});

describe("where the email must be verified", () => {
  it("the provider's word is enough", async () => {
    const { path, browser } = await signInWithOidc(strict, newAccount());
    expect(path).toBe("/");
    expect(await sessionOf(browser)).not.toBeNull();
  });

  it("nobody gets a session before, and each try sends the mail that confirms it", async () => {
    const account = newAccount({ email_verified: false });
    const first = await signInWithOidc(strict, account);
    expect(first.path).toBe("/sign-in?error=EMAIL_NOT_VERIFIED");
    expect(await sessionOf(first.browser)).toBeNull();
    expect((await signInWithOidc(strict, account)).path).toBe("/sign-in?error=EMAIL_NOT_VERIFIED");
    const [user] = await usersOf(account.email, strict);
    expect(await strict.db.$count(sessions, eq(sessions.userId, user?.id ?? ""))).toBe(0);

    const { token } = await readMail(strict, account.email, /confirm/i);
    await strict.request.post("/api/auth/verify-email").send({ token }).expect(200);
    expect((await signInWithOidc(strict, account)).path).toBe("/");
    await expect.poll(() => readInbox(strict, account.email)).toHaveLength(2);
  });

  it("does not tell who has not verified an email whether it has an account", async () => {
    const account = newAccount({ email_verified: false });
    const { body } = await strict.request.post("/api/auth/signup").send({ email: account.email, password: PASSWORD });
    expect(body.data).toEqual({ user: null, sessionToken: null, expiresAt: null });
    await strict.db.update(users).set({ emailVerified: true }).where(eq(users.email, account.email));

    expect((await signInWithOidc(strict, account)).path).toBe("/sign-in?error=EMAIL_NOT_VERIFIED");

    await readMail(strict, account.email, /already have/);
    const [user] = await usersOf(account.email, strict);
    expect(await linksOf(user?.id ?? "", strict)).toHaveLength(1);
  });
});
