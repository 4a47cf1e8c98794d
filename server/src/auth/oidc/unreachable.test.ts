import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { sessions, users } from "../../database/schema.ts";
import { buildTestApp } from "../../test/build-test-app.ts";
import { PASSWORD, signUpUser } from "../../test/factories.ts";
import { freePort } from "../../test/free-port.ts";
import { openBrowser } from "../../test/oidc/browser.ts";
import { startOidcProvider } from "../../test/oidc/oidc-provider.ts";
import { addOidcAccount, REDIRECT_URI, signInWithOidc } from "../../test/oidc/sign-in-with-oidc.ts";

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

const closeLater = <T extends { close: () => Promise<void> }>(resource: T) => {
  opened.push(resource);
  return resource;
};
const startOidc = async (port?: number) =>
  closeLater(await startOidcProvider({ port, redirectUris: [REDIRECT_URI], accounts: [] }));
const startApp = async (settings: Record<string, string>) => closeLater(await buildTestApp(settings));

const CLIENT = { OIDC_CLIENT_ID: "cafe", OIDC_CLIENT_SECRET: "only-for-tests-only-for-tests", OIDC_NAME: "Harbour" };
const UNAVAILABLE = { code: "SERVICE_UNAVAILABLE", message: expect.stringContaining("Harbour isn't responding") };

describe("an unreachable provider", () => {
  it("makes what needs it 503, and all is well when it is back", async () => {
    const port = await freePort();
    const app = await startApp({ ...CLIENT, OIDC_ISSUER: `http://127.0.0.1:${port}` });
    const { headers } = await signUpUser(app);

    const { status, body, headers: answer } = await app.request.post("/api/auth/signin/oidc");
    expect({ status, error: body.error }).toMatchObject({ status: 503, error: UNAVAILABLE });
    expect(answer["retry-after"]).toBe("2");
    const linking = await app.request.post("/api/auth/oidc").set(headers).send({ password: PASSWORD });
    expect({ status: linking.status, error: linking.body.error }).toMatchObject({ status: 503, error: UNAVAILABLE });
    const returning = await app.request.get("/api/auth/callback/oidc?code=a&state=b").expect(302);
    expect(returning.headers.location).toBe("http://localhost:5173/sign-in?error=provider_unavailable");

    const oidc = await startOidc(port);
    expect((await signInWithOidc(app, addOidcAccount(oidc.accounts))).path).toBe("/");
  });

  it("is not asked before somebody wants to sign in with it", async () => {
    const { app, requests } = await startAppWith({});
    await app.request.get("/health/ready").expect(200);
    await signUpUser(app);
    expect(requests).toEqual([]);
  });

  it("and does not answer keeps nobody waiting who does not need it, and who does for seconds only", async () => {
    const oidc = await startOidc();
    const app = await startApp(oidc.settings);
    const { email } = await signUpUser(app);
    const release = oidc.hold("/.well-known");

    const waiting = app.request.post("/api/auth/signin/oidc").then((response) => response);
    const began = performance.now();
    await app.request.get("/health/live").expect(200);
    await app.request.get("/health/ready").expect(200);
    await app.request.post("/api/auth/signin").send({ email, password: PASSWORD }).expect(200);
    expect(performance.now() - began).toBeLessThan(2_000);

    const { status, body } = await waiting;
    expect({ status, error: body.error }).toMatchObject({ status: 503, error: UNAVAILABLE });
    expect(performance.now() - began).toBeLessThan(10_000);
    await release();
    await app.request.post("/api/auth/signin/oidc").expect(200);
  });

  it.each([
    ["begin to sign in", "POST", "/api/auth/signin/oidc"],
    ["come back from it", "GET", "/api/auth/callback/oidc?code=a&state=b"],
  ])("and does not answer keeps nobody out, however many %s", async (_what, method, path) => {
    const oidc = await startOidc();
    const app = await startApp({ ...oidc.settings, AUTH_REQUESTS_PER_ADDRESS: "1000" });
    const release = oidc.hold("/.well-known");
    let answered = 0;
    const waiting = Array.from({ length: 80 }, async () => {
      await fetch(app.url + path, { method, redirect: "manual" });
      answered += 1;
    });
    const ask = async () => (await fetch(`${app.url}/api/auth/config`)).status;
    // of those that come at once the newest is first, so it's the next one that meets the others in every place
    await ask();
    await vi.waitFor(async () => expect(await ask()).toBe(200), 3_000);
    // as many as there are places still wait
    expect(waiting.length - answered).toBeGreaterThanOrEqual(64);
    await release();
    await Promise.all(waiting);
  });

  it("and answers too late for the person who came back signs nobody in any more", async () => {
    const oidc = await startOidc();
    const app = await startApp(oidc.settings);
    const account = addOidcAccount(oidc.accounts);
    const browser = openBrowser(app);
    const { data } = await browser.call("POST", "/api/auth/signin/oidc");
    const release = oidc.hold("/token");

    expect(await browser.signInAtProvider(data.url, account)).toBe("/sign-in?error=provider_unavailable");

    await release();
    // by the time that another person is in, the late answer has been dealt with
    await signInWithOidc(app, addOidcAccount(oidc.accounts));
    expect(await app.db.$count(users)).toBe(1);
    expect(await app.db.$count(sessions)).toBe(1);
  });
});

describe("a provider's own description", () => {
  const complete = {
    authorization_endpoint: "https://accounts.example.com/auth",
    token_endpoint: "https://accounts.example.com/token",
    jwks_uri: "https://accounts.example.com/jwks",
    id_token_signing_alg_values_supported: ["ES256"],
  };

  it.each([
    ["is another issuer's", { ...complete, issuer: "https://accounts.example.com" }],
    ["has no keys", { ...complete, jwks_uri: undefined }],
    ["is no object", null],
  ])("that %s is not gone by", async (_what, description) => {
    const { app, requests } = await startAppWith(description);
    // a database that is busy says 503 too, before the provider is asked
    await vi.waitFor(async () => {
      const { status, body } = await app.request.post("/api/auth/signin/oidc");
      expect({ status, error: body.error }).toMatchObject({ status: 503, error: UNAVAILABLE });
    }, 10_000);
    expect(requests).toEqual(["/.well-known/openid-configuration"]);
  });

  it("may write its own URL with a slash at the end", async () => {
    const { app } = await startAppWith(complete, "/");
    const { body } = await app.request.post("/api/auth/signin/oidc").expect(200);
    expect(body.data.url).toMatch(/^https:\/\/accounts\.example\.com\/auth\?/);
  });
});

describe("a database that does not answer", () => {
  it("is not taken for the provider", async () => {
    const oidc = await startOidc();
    const app = await startApp({ ...oidc.settings, DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing" });
    const start = await app.request.post("/api/auth/signin/oidc");
    expect({ status: start.status, code: start.body.error.code }).toEqual({ status: 503, code: "SERVICE_UNAVAILABLE" });
    const { headers } = await app.request.get("/api/auth/callback/oidc?code=a&state=b").expect(302);
    expect(headers.location).toBe("http://localhost:5173/sign-in?error=unavailable");
  });

  it.each(["sessions", "users"])(
    "is not, either, where only %s is out of reach when the person comes back",
    async (table) => {
      const oidc = await startOidc();
      const app = await startApp(oidc.settings);
      const account = addOidcAccount(oidc.accounts);
      await signInWithOidc(app, account);
      const browser = openBrowser(app);
      const { data } = await browser.call("POST", "/api/auth/signin/oidc");
      await app.db.transaction(async (transaction) => {
        await transaction.execute(`lock table ${table} in access exclusive mode`);
        expect(await browser.signInAtProvider(data.url, account)).toBe("/sign-in?error=unavailable");
      });
    },
  );
});

/** The app, and a provider that only describes itself; `requests` are the paths that it was asked for. */
async function startAppWith(description: object | null, slash = "") {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(description && { issuer: `${issuer}${slash}`, ...description }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closeLater({ close: async () => void server.close().closeAllConnections() });
  return { app: await startApp({ ...CLIENT, OIDC_ISSUER: issuer }), requests };
}
