import { and, eq, ne, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accounts, passkeys, sessions, users } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { readInbox, readMail } from "../../test/inbox.ts";
import { openBrowser } from "../../test/oidc/browser.ts";
import { type OidcAccount, startOidcProvider } from "../../test/oidc/oidc-provider.ts";
import { addOidcAccount, REDIRECT_URI, signInWithOidc } from "../../test/oidc/sign-in-with-oidc.ts";
import { waitForLock } from "../../test/wait-for-lock.ts";
import { removeSignInMethod } from "../owner/remove-sign-in-method.ts";

let oidc: Awaited<ReturnType<typeof startOidcProvider>>;
let app: TestApp;
beforeAll(async () => {
  oidc = await startOidcProvider({ redirectUris: [REDIRECT_URI], accounts: [] });
  app = await buildTestApp(oidc.settings);
});
afterAll(async () => {
  await app.close();
  await oidc.close();
});

const newAccount = (claims?: Partial<OidcAccount>) => addOidcAccount(oidc.accounts, claims);
const linksOf = (userId: string) => app.db.$count(accounts, ofProvider(userId));
const ofProvider = (userId: string) => and(eq(accounts.userId, userId), ne(accounts.providerId, "credential"));

/** Somebody with a password, signed in in a browser. */
async function openSettings() {
  const { user, email } = await signUpUser(app);
  const browser = openBrowser(app);
  await browser.call("POST", "/api/auth/signin", { email, password: PASSWORD });
  return { user, email, browser, begin: () => browser.call("POST", "/api/auth/oidc", { password: PASSWORD }) };
}

async function link(account = newAccount()) {
  const settings = await openSettings();
  const { data } = await settings.begin();
  const path = await settings.browser.signInAtProvider(data.url, account);
  return { ...settings, account, path };
}

/** Somebody whose only sign-in method is the provider. */
async function signUpWithOidc() {
  const account = newAccount();
  const { browser } = await signInWithOidc(app, account);
  const { user } = (await browser.call("GET", "/api/auth/session")).data;
  return { account, browser, user };
}

const addPasskey = (userId: string) =>
  app.db
    .insert(passkeys)
    .values({ userId, credentialID: userId, publicKey: "", counter: 0, deviceType: "singleDevice", backedUp: false });

describe("linking", () => {
  it("adds a sign-in method, tells the owner, and may be of another email than the account's", async () => {
    const { user, email, browser, account, path } = await link();
    expect(path).toBe("/settings/security");
    const { data } = await browser.call("GET", "/api/auth/sign-in-methods");
    expect(data.provider).toMatchObject({ name: "Harbour", linkedAt: expect.any(String) });
    expect((await readMail(app, email, /change/)).text).toContain("A sign-in provider was connected");

    const again = await signInWithOidc(app, account);
    const session = await again.browser.call("GET", "/api/auth/session");
    expect(session.data.user).toMatchObject({ id: user.id, email, name: "Ada", emailVerified: false });
  });

  it("keeps none of the provider's tokens", async () => {
    const { user } = await link();
    const { rows } = await app.db.execute(
      sql`select access_token, refresh_token, id_token from accounts where user_id = ${user.id}`,
    );
    const none = { access_token: null, refresh_token: null, id_token: null };
    expect(rows).toEqual([none, none]);
  });

  it("needs the password", async () => {
    const { browser } = await openSettings();
    expect((await browser.call("POST", "/api/auth/oidc")).error.code).toBe("VALIDATION_ERROR");
    const wrong = await browser.call("POST", "/api/auth/oidc", { password: "wrong password" });
    expect({ status: wrong.status, code: wrong.error.code }).toEqual({ status: 401, code: "INVALID_CREDENTIALS" });
    expect((await browser.call("GET", "/api/auth/session")).data).not.toBeNull();
  });

  it("takes no account whose email the provider has not verified", async () => {
    const { user, path } = await link(newAccount({ email_verified: false }));
    expect(path).toBe("/settings/security?error=link_failed");
    expect(await linksOf(user.id)).toBe(0);
  });

  it("is refused where one is linked", async () => {
    const { begin } = await link();
    const { status, error } = await begin();
    expect({ status, code: error.code }).toEqual({ status: 409, code: "CONFLICT" });
  });

  it("links one account where two flows were under way", async () => {
    const { user, browser, begin } = await openSettings();
    const first = await begin();
    const state = browser.cookie("__Host-provider");
    const second = await begin();
    expect(await browser.signInAtProvider(second.data.url, newAccount())).toBe("/settings/security");
    if (state) browser.keepCookie(state);
    browser.forget(oidc.issuer);
    expect(await browser.signInAtProvider(first.data.url, newAccount())).toBe("/settings/security?error=link_failed");
    expect(await linksOf(user.id)).toBe(1);
  });

  it("takes no account that is linked to somebody else's", async () => {
    const { account } = await link();
    const { user, path } = await link(account);
    expect(path).toBe("/settings/security?error=already_linked");
    expect(await linksOf(user.id)).toBe(0);
  });

  it("ends with the session that began it", async () => {
    const { user, browser, begin } = await openSettings();
    const { data } = await begin();
    await browser.call("POST", "/api/auth/signout");
    expect(await browser.signInAtProvider(data.url, newAccount())).toBe("/settings/security?error=link_failed");
    expect(await linksOf(user.id)).toBe(0);
  });

  it("is nobody's where somebody else has signed in meanwhile", async () => {
    const { user, browser, begin } = await openSettings();
    const other = await signUpUser(app);
    const { data } = await begin();
    await browser.call("POST", "/api/auth/signin", { email: other.email, password: PASSWORD });
    expect(await browser.signInAtProvider(data.url, newAccount())).toBe("/settings/security?error=link_failed");
    expect([await linksOf(user.id), await linksOf(other.user.id)]).toEqual([0, 0]);
  });

  it("is not finished by the browser of somebody who was talked into opening the URL", async () => {
    const { user, begin } = await openSettings();
    const victim = await openSettings();
    const { data } = await begin();
    expect(await victim.browser.signInAtProvider(data.url, newAccount())).toBe("/settings/security?error=state");
    expect([await linksOf(user.id), await linksOf(victim.user.id)]).toEqual([0, 0]);
  });

  it("says so where the person said no at the provider", async () => {
    const { browser, begin } = await openSettings();
    const { data } = await begin();
    expect(await browser.signInAtProvider(data.url, { cancel: "yes" })).toBe(
      "/settings/security?error=provider_denied",
    );
  });
});

describe("unlinking", () => {
  const unlink = (browser: ReturnType<typeof openBrowser>, body?: object) =>
    browser.call("DELETE", "/api/auth/oidc", body);

  it("removes the sign-in method and tells the owner; signing in with it is then somebody new", async () => {
    const { user, email, browser, account } = await link();
    const { status, data } = await unlink(browser, { password: PASSWORD });
    expect({ status, data }).toEqual({ status: 200, data: { unlinked: true } });
    expect((await browser.call("GET", "/api/auth/sign-in-methods")).data.provider).toBeNull();
    await expect
      .poll(async () => (await readInbox(app, email))[0]?.text)
      .toContain("A sign-in provider was disconnected");

    const again = await signInWithOidc(app, account);
    const session = await again.browser.call("GET", "/api/auth/session");
    expect(session.data.user.id).not.toBe(user.id);
  });

  it("needs the password", async () => {
    const { user, browser } = await link();
    expect((await unlink(browser)).status).toBe(400);
    expect((await unlink(browser, { password: "wrong password" })).status).toBe(401);
    expect(await linksOf(user.id)).toBe(1);
  });

  it("needs a recent sign-in where there is no password", async () => {
    const { user, browser } = await signUpWithOidc();
    await addPasskey(user.id);
    await app.db
      .update(sessions)
      .set({ createdAt: new Date(Date.now() - 16 * 60_000) })
      .where(eq(sessions.userId, user.id));
    expect((await unlink(browser)).error.code).toBe("REAUTHENTICATION_REQUIRED");
    expect(await linksOf(user.id)).toBe(1);
  });

  it("finds nothing where nothing is linked", async () => {
    const { browser } = await openSettings();
    expect((await unlink(browser, { password: PASSWORD })).status).toBe(404);
  });

  it("leaves the last sign-in method", async () => {
    const { user, browser } = await signUpWithOidc();
    const refused = await unlink(browser);
    expect({ status: refused.status, code: refused.error.code }).toEqual({ status: 409, code: "CONFLICT" });
    expect(await linksOf(user.id)).toBe(1);

    await addPasskey(user.id);
    expect((await unlink(browser)).status).toBe(200);
  });

  it("leaves one of two sign-in methods when both are removed at once", async () => {
    const { user, browser } = await signUpWithOidc();
    await addPasskey(user.id);
    const others: ReturnType<typeof unlink>[] = [];
    await removeSignInMethod(app.db, app.config, await callerOf(user.id), NO_PASSWORD, async (tx) => {
      await tx.delete(passkeys).where(eq(passkeys.userId, user.id));
      // it must not take the passkey, which is going, for a sign-in method that remains
      others.push(unlink(browser));
      await Promise.race([...others, waitForLock(app.db)]);
      return true;
    });
    const [other] = await Promise.all(others);
    expect(other?.status).toBe(409);
    expect(await linksOf(user.id)).toBe(1);
  });
});

it("does not count a provider that is no longer configured as a sign-in method", async () => {
  const { user } = await signUpWithOidc();
  await addPasskey(user.id);
  const remove = removeSignInMethod(
    app.db,
    { provider: undefined },
    await callerOf(user.id),
    NO_PASSWORD,
    async (tx) => {
      const { rowCount } = await tx.delete(passkeys).where(eq(passkeys.userId, user.id));
      return rowCount === 1;
    },
  );
  await expect(remove).rejects.toMatchObject({ code: "CONFLICT" });
  expect(await app.db.$count(passkeys, eq(passkeys.userId, user.id))).toBe(1);
  expect(await app.db.$count(users, eq(users.id, user.id))).toBe(1);
});

const NO_PASSWORD = { passwordHash: null };

/** Whoever is signed in to an account. */
async function callerOf(id: string) {
  const [session] = await app.db.select().from(sessions).where(eq(sessions.userId, id));
  if (!session) throw new Error("nobody is signed in");
  return { user: { id }, session };
}
