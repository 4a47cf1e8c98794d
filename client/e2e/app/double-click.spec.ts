import type { Page } from "@playwright/test";
import { createAccount, openDashboard } from "../support/account.ts";
import type { App } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { CONFIRM, waitForLink } from "../support/mail.ts";

/** Twice in one turn of the page's event loop: faster than anything on it can be drawn. */
const clickTwice = (page: Page, name: string) =>
  page.getByRole("button", { name, exact: true }).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });

/** How often a path of the API is asked for with a method. */
function countRequests(page: Page, app: App, method: string, path: string) {
  const requests: string[] = [];
  page.on("request", (request) => {
    if (request.method() === method && request.url() === app.api.url + path) requests.push(request.url());
  });
  return () => requests.length;
}

test("a double click confirms an email once", async ({ page, app }) => {
  const { email } = await createAccount(page, app);
  const count = countRequests(page, app, "POST", "/api/auth/verify-email");
  await page.goto(await waitForLink(app, email, CONFIRM));
  const confirm = page.getByRole("button", { name: /^Confirm/ });
  await clickTwice(page, await confirm.innerText());
  await expect(page.getByRole("link", { name: "Go to dashboard" })).toBeVisible();
  await expect(page.getByText(email).first()).toBeVisible();
  expect(count()).toBe(1);
});

test("a double click changes the password once", async ({ page, app }) => {
  const { password } = await createAccount(page, app);
  await page.goto("/settings/security");
  const changes = countRequests(page, app, "POST", "/api/auth/change-password");
  await page.getByLabel("Current password").fill(password);
  await page.getByLabel("New password").fill("a lighthouse at seven sharp");
  await clickTwice(page, "Change password");
  await expect(page.getByLabel("Current password")).toHaveValue("");
  await expect(page.getByRole("alert")).toHaveCount(1);
  expect(changes()).toBe(1);
});

test("a button works again after a failure", async ({ page, app, allow }) => {
  await createAccount(page, app);
  await page.goto("/settings");
  allow(/ERR_FAILED|request failed/);
  await page.route(`${app.api.url}/api/auth/user`, (route) => route.abort(), { times: 1 });
  await page.getByLabel("Name").fill("Grace");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("Can't reach the server");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Name saved")).toBeVisible();
});

test("when two sessions are ended quickly, each gets its message", async ({ page, app }) => {
  const { email, password } = await openDashboard(page, app);
  for (const agent of ["first-program/1.0", "second-program/1.0"]) {
    const answer = await fetch(`${app.api.url}/api/auth/signin`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "User-Agent": agent },
      body: JSON.stringify({ email, password }),
    });
    expect(answer.status).toBe(200);
  }
  await page.goto("/settings/sessions");
  const mayAnswer = Promise.withResolvers<void>();
  await page.route(`${app.api.url}/api/auth/sessions/*`, async (route) => {
    await mayAnswer.promise;
    await route.continue();
  });
  for (const agent of ["first-program", "second-program"]) {
    await page.getByRole("row").filter({ hasText: agent }).getByRole("button").click();
  }
  mayAnswer.resolve();
  await expect(page.getByText("first-program/1.0 signed out")).toBeVisible();
  await expect(page.getByText("second-program/1.0 signed out")).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(2);
});
