import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { createAccount, signIn } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { makeUnreachable, UNREACHABLE } from "../support/unreachable.ts";

test("a user sees the active sessions, ends one and then all others", async ({ page, app, browser }) => {
  const account = await createAccount(page, app);
  const { email, password } = account;
  const elsewhere = await browser.newPage({ baseURL: app.url });
  await elsewhere.goto("/sign-in");
  await signIn(elsewhere, account);
  await expect(elsewhere.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  for (const agent of ["curl/8.5.0", "curl/8.6.0"]) {
    const headers = { "content-type": "application/json", "user-agent": agent };
    const body = JSON.stringify({ email, password });
    expect((await fetch(`${app.api.url}/api/auth/signin`, { method: "POST", headers, body })).status).toBe(200);
  }

  await page.goto("/settings/sessions");
  const panel = page.getByRole("region", { name: "Active sessions" });
  const rows = panel.getByRole("row");
  await expect(rows).toHaveCount(5);
  await expect(rows.nth(1)).toContainText(/Chrome on \w+This device.*Now/);
  await expect(rows.nth(1).getByRole("button")).toHaveCount(0);
  expect(await panel.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
  await rows.nth(1).locator("time").first().focus();
  await expect(page.getByRole("tooltip")).toContainText(/day.*20\d\d at \d/);

  await page.getByRole("button", { name: "Sign out curl/8.5.0" }).click();
  await expect(page.getByText("curl/8.5.0 signed out")).toBeVisible();
  await expect(rows).toHaveCount(4);
  // The button that had the focus went with its row.
  await expect(panel).toBeFocused();

  await page.getByRole("button", { name: "Sign out 2 other sessions" }).click();
  await expect(page.getByText("2 sessions signed out")).toBeVisible();
  await expect(rows).toHaveCount(2);
  await expect(page.getByRole("button", { name: /^Sign out/ })).toHaveCount(0);

  await elsewhere.goto("/settings/sessions");
  await expect(elsewhere.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  await elsewhere.close();
});

test("a session that can't be ended stays in the list, and the page says so", async ({ page, app, browser, allow }) => {
  const account = await createAccount(page, app);
  const elsewhere = await browser.newPage({ baseURL: app.url });
  await elsewhere.goto("/sign-in");
  await signIn(elsewhere, account);
  await expect(elsewhere.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await elsewhere.close();
  await page.goto("/settings/sessions");
  const end = page.getByRole("button", { name: /^Sign out Chrome on \w+$/ });
  await expect(end).toBeVisible();

  allow(UNREACHABLE);
  const reachAgain = await makeUnreachable(page, app);
  await end.click();
  await expect(page.getByRole("alert")).toContainText("Couldn't sign out the session");
  await expect(page.getByRole("alert")).toContainText("Can't reach the server");
  await reachAgain();
  await page.getByRole("button", { name: "Close" }).click();
  await end.click();
  await expect(page.getByText(/^Chrome on \w+ signed out$/)).toBeVisible();
  await expect(end).toBeHidden();
});

for (const locale of ["en-US", "ar", "hu"]) {
  test(`in ${locale} nothing of a session runs under its button`, async ({ app, browser }) => {
    const page = await browser.newPage({ baseURL: app.url, locale, viewport: { width: 1280, height: 800 } });
    const account = await createAccount(page, app);
    const elsewhere = await page.context().request.post(`${app.api.url}/api/auth/signin`, {
      data: { email: account.email, password: account.password },
      headers: { "user-agent": "curl/8.5.0" },
    });
    expect(elsewhere.status()).toBe(200);
    await page.goto("/settings/sessions");
    const row = page.getByRole("row").filter({ hasText: "curl/8.5.0" });
    await expect(row).toBeVisible();
    const boxes = await row.evaluate((element) =>
      [...element.querySelectorAll("span, time, button")].map((part) => {
        const range = document.createRange();
        range.selectNodeContents(part);
        const { left, right } = part.matches("button") ? part.getBoundingClientRect() : range.getBoundingClientRect();
        const cell = part.closest("td")?.getBoundingClientRect();
        return { fits: cell !== undefined && left >= cell.left && right <= cell.right, text: part.textContent };
      }),
    );
    expect(boxes.filter(({ fits }) => !fits)).toEqual([]);
    await page.close();
  });
}

test("the demo account shows the session of whoever signs in, and what they did, and nothing of how it was made", async ({
  page,
  app,
}) => {
  const seeded = await promisify(execFile)(process.execPath, ["server/src/commands/seed.ts"], {
    cwd: join(import.meta.dirname, "../../.."),
    env: { ...process.env, NODE_ENV: "test", DATABASE_URL: app.databaseUrl, AUTH_SECRET: crypto.randomUUID() },
  });
  const [, email = "", password = ""] = /(\S+@\S+) \/ (.+)/.exec(seeded.stdout) ?? [];
  await page.goto("/sign-in");
  await signIn(page, { email, password });
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await page.goto("/settings/sessions");
  const rows = page.getByRole("region", { name: "Active sessions" }).locator("tbody").getByRole("row");
  await expect(rows).toHaveText([/^Chrome on \w+This device/]);
  await page.goto("/settings/activity");
  await expect(page.getByText("Chrome on").first()).toBeVisible();
  await expect(page.getByRole("main")).not.toContainText("lightMyRequest");
});
