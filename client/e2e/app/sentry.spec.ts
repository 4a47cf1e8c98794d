import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { openDashboard } from "../support/account.ts";
import { test as base, expect } from "../support/fixtures.ts";

type Received = { headers: string; body: string; event: Event };
type Event = {
  transaction: string;
  tags?: { requestId: string };
  exception: { values: { value: string; stacktrace: { frames: { filename: string }[] } }[] };
};
type Sentry = { dsn: string; received: Received[] };

/** A stand-in for Sentry, at an origin of its own, that keeps what it's told. */
const test = base.extend<object, { sentry: Sentry }>({
  sentry: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
    async ({}, use) => {
      const received: Received[] = [];
      const server = createServer(async (request, response) => {
        const body = await text(request);
        const event = JSON.parse(body.trim().split("\n").at(-1) ?? "");
        received.push({ headers: JSON.stringify([request.url, request.headers]), body, event });
        response.writeHead(200, { "access-control-allow-origin": "*" }).end("{}");
      }).listen(0, "127.0.0.1");
      await once(server, "listening");
      await use({ dsn: `http://key@127.0.0.1:${(server.address() as AddressInfo).port}/7`, received });
      server.close();
    },
    { scope: "worker" },
  ],
  environment: [({ sentry }, use) => use({ CLIENT_SENTRY_DSN: sentry.dsn }), { scope: "worker" }],
});
test.describe.configure({ mode: "default" });
test.beforeEach(({ sentry }) => void sentry.received.splice(0));

test("Sentry gets a 500 with its request's id, and nothing about whose it was", async ({
  page,
  app,
  sentry,
  allow,
}) => {
  const { email } = await openDashboard(page, app);
  allow(/500|404/);
  const error = { code: "INTERNAL_ERROR", message: `No row for ${email}`, requestId: "reference-42" };
  await page.route(`${app.api.url}/api/orders?**`, (route) =>
    route.fulfill({
      status: 500,
      json: { status: "error", data: null, error },
      headers: { "access-control-allow-origin": app.url, "access-control-allow-credentials": "true" },
    }),
  );
  await page.goto("/orders/7b0a5a52-1f70-4c4e-9d6e-000000000000?q=secret-search#token=secret-token");
  await expect.poll(() => sentry.received.length).toBeGreaterThan(0);
  const [{ event, body, headers } = {} as Received] = sentry.received;
  expect(event).toMatchObject({ transaction: "/orders/:id", tags: { requestId: "reference-42" }, release: "0.1.0" });
  expect(event.exception.values[0]?.value).toBe("No row for [email]");
  const session = (await page.context().cookies()).find(({ name }) => name === "__Host-session");
  for (const secret of [
    email,
    "secret-search",
    "secret-token",
    "7b0a5a52",
    String(session?.value),
    'infer_ip":"auto',
  ]) {
    expect(body + headers).not.toContain(secret);
  }
  expect(headers).not.toContain('"referer"');
});

test("Sentry gets the page where the app crashed, without query or fragment", async ({ page, app, sentry, allow }) => {
  await openDashboard(page, app);
  allow(/console error/);
  await page.route(`${app.api.url}/api/dashboard/data*`, (route) =>
    route.fulfill({
      json: { status: "success", data: { cards: 4 }, error: null },
      headers: { "access-control-allow-origin": app.url, "access-control-allow-credentials": "true" },
    }),
  );
  await page.goto("/?range=7d#token=secret-token");
  await expect(page.getByRole("heading", { name: "Something went wrong" })).toBeVisible();
  await expect.poll(() => sentry.received.length).toBe(1);
  const [{ event, body } = {} as Received] = sentry.received;
  expect(event.transaction).toBe("/");
  const { frames } = event.exception.values[0]?.stacktrace ?? { frames: [] };
  expect(frames.at(-1)?.filename).toContain(`${app.url}/assets/`);
  expect(body).not.toContain("secret-token");
});

test("Sentry gets what nobody caught, even if it isn't an Error, without its content", async ({
  page,
  sentry,
  allow,
}) => {
  allow(/uncaught/);
  await page.goto("/sign-in");
  await expect(page.getByLabel("Email")).toBeVisible();
  await page.evaluate(() => {
    setTimeout(() => {
      throw new TypeError("Can't read ada@example.com");
    });
    void Promise.reject({ password: "secret-password" });
  });
  await expect.poll(() => sentry.received.length).toBe(2);
  const bodies = sentry.received.map(({ body }) => body).join("");
  expect(bodies).toContain("Can't read [email]");
  expect(bodies).not.toContain("secret-password");
});

test("a refusal, an unreachable API and a new version aren't reported", async ({ page, app, sentry, allow }) => {
  allow(/401|auth-|console error|ERR_CONNECTION_REFUSED/);
  const loaded: string[] = [];
  page.on("response", (response) => loaded.push(response.url()));
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("nobody@example.com");
  await page.getByLabel("Password", { exact: true }).fill("not this one at all");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await page.route(`${app.api.url}/**`, (route) => route.abort("connectionrefused"));
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Can't reach the server");
  await page.route("**/assets/auth-*.js", (route) => route.fulfill({ status: 404 }));
  await page.getByRole("link", { name: "Create one" }).click();
  await expect(page.getByRole("heading", { name: "This page couldn't be loaded" })).toBeVisible();
  expect(loaded.filter((url) => /start-sentry/.test(url))).toEqual([]);
  expect(sentry.received).toEqual([]);
});
