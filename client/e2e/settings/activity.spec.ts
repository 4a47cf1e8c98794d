import { createAccount, openDashboard } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectNoSidewaysScrolling } from "../support/layout.ts";

const signInByApi = (url: string, email: string, password: string) =>
  fetch(`${url}/api/auth/signin`, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": "curl/8.5.0" },
    body: JSON.stringify({ email, password }),
  });

test("a user sees what happened to the account, from where, and more on request", async ({ page, app }) => {
  const { email, password } = await openDashboard(page, app);
  expect((await signInByApi(app.api.url, email, "not the password")).status).toBe(401);
  for (let time = 0; time < 30; time++) expect((await signInByApi(app.api.url, email, password)).status).toBe(200);

  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Recent activity" }).click();
  await expect(page.getByRole("heading", { name: "Recent activity", level: 1 })).toBeFocused();
  const events = page.getByRole("region", { name: "Last 90 days" }).getByRole("listitem");
  await expect(events).toHaveCount(25);
  await expect(events.first()).toContainText("Signed in with password");
  await expect(events.first()).toContainText(/curl\/8\.5\.0 · (127\.0\.0\.1|::1)/);

  await page.getByRole("button", { name: "Load more" }).click();
  await expect(events).toHaveCount(32);
  await expect(events.nth(30)).toContainText("Sign-in failed: incorrect password");
  await expect(events.last()).toContainText("Account created");
  await expect(events.last()).toContainText(/Chrome on \w+/);
  await expect(page.getByRole("button", { name: "Load more" })).toBeHidden();

  await page.getByRole("link", { name: "Change your password" }).click();
  await expect(page.getByRole("heading", { name: "Sign-in and security", level: 1 })).toBeVisible();
});

test("activity that can't be loaded says so, and can be tried again", async ({ page, app, allow }) => {
  const { email, password } = await createAccount(page, app);
  for (let time = 0; time < 30; time++) expect((await signInByApi(app.api.url, email, password)).status).toBe(200);
  await page.goto("/settings/activity");
  const events = page.getByRole("region", { name: "Last 90 days" }).getByRole("listitem");
  await expect(events).toHaveCount(25);

  allow(/status of 500|answer 500: .*activity/);
  await page.route("**/api/auth/activity?cursor=*", (route) => route.fulfill({ status: 500, body: "" }));
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(page.getByRole("alert")).toContainText("Couldn't load more");
  await expect(events).toHaveCount(25);
  await page.unroute("**/api/auth/activity?cursor=*");
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(events).toHaveCount(31);

  await page.route("**/api/auth/activity?*", (route) => route.fulfill({ status: 500, body: "" }));
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("Couldn't load this");
  await page.unroute("**/api/auth/activity?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(events).toHaveCount(25);
});

test("it fits a phone of 320 pixels, and is accessible", async ({ page, app, expectAccessible }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const { email } = await createAccount(page, app);
  expect((await signInByApi(app.api.url, email, "not the password")).status).toBe(401);
  await page.goto("/settings/activity");
  await expect(page.getByText("Sign-in failed: incorrect password")).toBeVisible();
  await expect(page.getByText("Account created")).toBeVisible();
  await expectNoSidewaysScrolling(page);
  await expectAccessible(page);
});
