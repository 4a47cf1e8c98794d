import { expectDashboard, newAccount, openDashboard } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { makeUnreachable, UNREACHABLE } from "../support/unreachable.ts";

test("without the API the page says so, and recovers when it is back", async ({
  page,
  app,
  allow,
  expectAccessible,
}) => {
  allow(UNREACHABLE);
  const reachAgain = await makeUnreachable(page, app);
  await page.goto("/?range=7d");
  await expect(page.getByRole("heading", { name: "Can't reach the server" })).toBeVisible();
  await expectAccessible(page);
  await reachAgain();
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  await expect(page).toHaveURL("/sign-in?next=%2F%3Frange%3D7d");
});

test("a form that can't be sent keeps what was typed", async ({ page, app, allow }) => {
  allow(UNREACHABLE);
  const account = newAccount();
  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  const reachAgain = await makeUnreachable(page, app);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("alert")).toContainText("Can't reach the server");
  await reachAgain();
  await page.getByRole("button", { name: "Create account" }).click();
  await expectDashboard(page);
});

test("an error of the server is shown with the reference to quote", async ({ page, app, allow, expectAccessible }) => {
  await openDashboard(page, app);
  allow(/500/);
  const error = { code: "INTERNAL_ERROR", message: "Something failed on our side", requestId: "reference-42" };
  await page.route(`${app.api.url}/api/auth/activity*`, (route) =>
    route.fulfill({
      status: 500,
      json: { status: "error", data: null, error },
      headers: { "access-control-allow-origin": app.url, "access-control-allow-credentials": "true" },
    }),
  );
  await page.goto("/settings/activity");
  await expect(page.getByRole("alert")).toContainText("Something failed on our side");
  await expect(page.getByRole("alert")).toContainText("reference-42");
  await expectAccessible(page);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("Account created")).toBeVisible();
});

test("a page that crashes offers to reload", async ({ page, app, allow, expectAccessible }) => {
  await openDashboard(page, app);
  allow(/console error/);
  await page.route(`${app.api.url}/api/auth/activity*`, (route) =>
    route.fulfill({
      json: { status: "success", data: { rows: 4 }, error: null },
      headers: { "access-control-allow-origin": app.url, "access-control-allow-credentials": "true" },
    }),
  );
  await page.goto("/settings/activity");
  await expect(page.getByRole("heading", { name: "Something went wrong" })).toBeVisible();
  await expectAccessible(page);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Reload the page" }).click();
  await expect(page.getByText("Account created")).toBeVisible();
});

test("a part of the app that is gone after a deployment offers to reload, and is asked for again when one comes back", async ({
  page,
  allow,
}) => {
  allow(/auth-|console error/);
  await page.goto("/sign-in");
  await page.route("**/assets/auth-*.js", (route) => route.fulfill({ status: 404 }));
  await page.getByRole("link", { name: "Create one" }).click();
  await expect(page.getByRole("heading", { name: "This page couldn't be loaded" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  await page.unrouteAll();
  await page.getByRole("link", { name: "Create one" }).click();
  await expect(page.getByRole("heading", { name: "Create your Cafe account" })).toBeVisible();
});

test("a page that can't be loaded offline says so, and comes by itself when the network is back", async ({
  page,
  allow,
}) => {
  allow(/ERR_INTERNET_DISCONNECTED|console error/);
  await page.goto("/sign-in");
  await expect(page.getByLabel("Email")).toBeVisible();
  await page.context().setOffline(true);
  await page.getByRole("link", { name: "Create one" }).click();
  await expect(page.getByRole("heading", { name: "You're offline" })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole("heading", { name: "Create your Cafe account" })).toBeVisible();
});

test("unreadable settings are named", async ({ page, expectAccessible }) => {
  await page.route("**/config.json", (route) => route.fulfill({ json: { apiUrl: "localhost" } }));
  await page.goto("/");
  await expect(page.getByRole("main")).toContainText("/config.json/apiUrl: Must be an http or https URL");
  await expectAccessible(page);
});

test("an unknown address says so and leads home", async ({ page, expectAccessible }) => {
  await page.goto("/nowhere");
  await expect(page).toHaveTitle("Page not found · Cafe");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Go to dashboard" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
});
