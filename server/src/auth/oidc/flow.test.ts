import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accounts, sessions, users, verifications } from "../../database/schema.ts";
import { buildTestApp, type TestApp } from "../../test/build-test-app.ts";
import { signUpUser } from "../../test/factories.ts";
import { openBrowser } from "../../test/oidc/browser.ts";
import { type OidcAccount, startOidcProvider } from "../../test/oidc/oidc-provider.ts";
import { addOidcAccount, REDIRECT_URI, sessionOf, signInWithOidc } from "../../test/oidc/sign-in-with-oidc.ts";
import { waitForLock } from "../../test/wait-for-lock.ts";

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

describe("the way to the provider", () => {
  it("asks for a code with PKCE, state and nonce, wherever the request says it was sent to", async () => {
    const { body } = await app.request
      .post("/api/auth/signin/oidc")
      .set({ host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" })
      .expect(200);
    const { origin, searchParams } = new URL(body.data.url);
    expect(origin).toBe(oidc.issuer);
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: "code",
      client_id: "cafe",
      scope: "openid email profile",
      redirect_uri: REDIRECT_URI,
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{32}$/),
      nonce: expect.stringMatching(/^[\w-]{32}$/),
    });
  });

  it("gives the browser a cookie that comes along when it is sent back, and that script cannot read", async () => {
    const browser = openBrowser(app);
    await browser.call("POST", "/api/auth/signin/oidc");
    const [value, ...attributes] = browser.cookie("__Host-provider")?.line.split("; ") ?? [];
    expect(value).not.toBe("__Host-provider=");
    expect(attributes.sort()).toEqual(["HttpOnly", "Max-Age=600", "Path=/", "SameSite=Lax", "Secure"]);
  });

  it.each(["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "evil", "/a b", ""])(
    "is refused for the next page %j",
    async (next) => {
      const { body } = await app.request.post("/api/auth/signin/oidc").send({ next }).expect(400);
      expect(body.error.details).toEqual([expect.objectContaining({ in: "body", path: "/next" })]);
    },
  );

  it.each(["callbackURL", "errorCallbackURL", "provider", "scopes"])("lets nobody set %s", async (property) => {
    const body = { [property]: "https://evil.example" };
    await app.request.post("/api/auth/signin/oidc").send(body).expect(400);
  });

  it("is counted with the other requests to credential routes", async () => {
    const limited = await buildTestApp({ ...oidc.settings, AUTH_REQUESTS_PER_ADDRESS: "1" });
    try {
      await limited.request.post("/api/auth/signin/oidc").expect(200);
      await limited.request.post("/api/auth/signin/oidc").expect(429);
    } finally {
      await limited.close();
    }
  });

  it("does not exist where no provider is configured", async () => {
    const without = await buildTestApp({ DATABASE_URL: app.databaseUrl });
    try {
      const { headers } = await signUpUser(without);
      await without.request.post("/api/auth/signin/oidc").expect(404);
      await without.request.get("/api/auth/callback/oidc").expect(404);
      await without.request.post("/api/auth/oidc").set(headers).expect(404);
      await without.request.delete("/api/auth/oidc").set(headers).expect(404);
    } finally {
      await without.close();
    }
  });
});

describe("an OAuth flow that fails", () => {
  it("says so where the person said no at the provider, and nothing of the provider's words", async () => {
    const browser = openBrowser(app);
    const { data } = await browser.call("POST", "/api/auth/signin/oidc", { next: "/settings" });
    expect(await browser.signInAtProvider(data.url, { cancel: "yes" })).toBe("/sign-in?error=provider_denied");
  });

  it.each(["server_error", "constructor", "__proto__", "\r\nSet-Cookie: a=b"])(
    "says only that it failed where the provider answers %j",
    async (error) => {
      const browser = openBrowser(app);
      const { data } = await browser.call("POST", "/api/auth/signin/oidc");
      const state = new URL(data.url).searchParams.get("state") ?? "";
      const query = new URLSearchParams({ state, error, error_description: "Call 555-0100 to unlock" });
      expect(await browser.go(`${REDIRECT_URI}?${query}`)).toBe("/sign-in?error=provider_failed");
    },
  );

  it("is not finished by another browser, and the one that began it can still finish it", async () => {
    const { email } = newAccount();
    const [browser, other] = [openBrowser(app), openBrowser(app)];
    const { data } = await browser.call("POST", "/api/auth/signin/oidc");
    expect(await other.signInAtProvider(data.url, { email })).toBe("/sign-in?error=state");
    expect(await sessionOf(other)).toBeNull();
    expect(await browser.signInAtProvider(data.url, { email })).toBe("/");
  });

  it("is not finished twice", async () => {
    const { email } = newAccount();
    const browser = openBrowser(app);
    const { data } = await browser.call("POST", "/api/auth/signin/oidc");
    const state = browser.cookie("__Host-provider")?.value;
    expect(await browser.signInAtProvider(data.url, { email })).toBe("/");
    const callback = browser.visited.find((url) => url.startsWith(REDIRECT_URI)) ?? "";
    const { pathname, search } = new URL(callback);
    const { headers } = await app.request
      .get(pathname + search)
      .set("cookie", `__Host-provider=${state}`)
      .expect(302);
    expect(headers.location).toBe("http://localhost:5173/sign-in?error=state");
    expect(headers["set-cookie"]).toBeUndefined();
  });

  it("has taken too long after ten minutes", async () => {
    const { email } = newAccount();
    const browser = openBrowser(app);
    const { data } = await browser.call("POST", "/api/auth/signin/oidc");
    await app.db.update(verifications).set({ value: sql`replace(value, '"expiresAt":', '"expiresAt":0,"expired":')` });
    expect(await browser.signInAtProvider(data.url, { email })).toBe("/sign-in?error=state");
  });

  it.each(["", "?code=a", "?code=a&code=b&state=c", "?error=%0d%0a&state=", "?state[]=a", `?code=${"k".repeat(9000)}`])(
    "ends on the app's page also for the nonsense %.30j",
    async (query) => {
      const { headers } = await app.request.get(`/api/auth/callback/oidc${query}`).expect(302);
      expect(headers.location).toBe("http://localhost:5173/sign-in?error=provider_failed");
      expect(headers["cache-control"]).toBe("no-store");
    },
  );

  it("lets nobody in whose provider was unlinked meanwhile", async () => {
    const account = newAccount();
    const { user } = await sessionOf((await signInWithOidc(app, account)).browser);
    await app.db.delete(sessions).where(eq(sessions.userId, user.id));
    const { arrival } = await app.db.transaction(async (tx) => {
      // Better Auth's part only refers to the user, and passes
      await tx.select().from(users).where(eq(users.id, user.id)).for("no key update");
      const arrival = signInWithOidc(app, account);
      await waitForLock(tx);
      await tx.delete(accounts).where(eq(accounts.userId, user.id));
      return { arrival };
    });
    const { path, browser } = await arrival;
    expect(path).toBe("/sign-in?error=provider_failed");
    expect(await sessionOf(browser)).toBeNull();
    expect(await app.db.$count(sessions, eq(sessions.userId, user.id))).toBe(0);
  });

  it("is nothing that HEAD could finish", async () => {
    await app.request.head("/api/auth/callback/oidc").expect(405);
  });
});
