import type { Page } from "@playwright/test";
import { createAccount, openDashboard } from "../support/account.ts";
import { timezone } from "../support/browser.ts";
import { expect, test } from "../support/fixtures.ts";
import { openFullDashboard } from "../support/orders.ts";
import { makeUnreachable, UNREACHABLE } from "../support/unreachable.ts";

const zoneOf = (url: string) => new URL(url).searchParams.get("timezone");
const figures = /\/api\/dashboard\/data/;

async function choose(page: Page, label: string, search: string, option: string | RegExp) {
  await page.getByRole("combobox", { name: label }).fill(search);
  await page.getByRole("option", { name: option }).click();
}

test("the café's currency and time zone are found by typing, kept, and used by the dashboard", async ({
  page,
  app,
  expectAccessible,
}) => {
  await createAccount(page, app);
  await page.goto("/settings/cafe");
  await expect(page).toHaveTitle("Café · Cafe");
  await expect(page.getByRole("heading", { name: "Café", level: 1 })).toBeVisible();
  const currency = page.getByRole("combobox", { name: "Currency" });
  const zone = page.getByRole("combobox", { name: "Time zone" });
  await expect(currency).toHaveValue("Euro (EUR)");
  await expect(zone).toHaveValue(`Each person's own (${timezone} on this device)`);

  await currency.click();
  await page.keyboard.type("yen");
  await page.getByRole("option", { name: "Japanese Yen (JPY)" }).click();
  await zone.fill("new york");
  await expectAccessible(page);
  await zone.press("ArrowDown");
  await zone.press("Enter");
  await expect(zone).toHaveValue("America/New York");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Café settings saved" })).toBeVisible();

  const asked = page.waitForRequest(figures);
  await page.getByRole("link", { name: "Dashboard" }).click();
  expect(zoneOf((await asked).url())).toBe("America/New_York");
  await page.getByRole("button", { name: "Add sample orders" }).click();
  await expect(page.getByRole("article").first()).toContainText(/Revenue.*JP¥[\d,]+(?!\.)/);

  // the next visit knows it before the settings have come
  const settingsMayCome = Promise.withResolvers<void>();
  await page.route("**/api/settings", async (route) => {
    await settingsMayCome.promise;
    await route.continue();
  });
  const first = page.waitForRequest(figures);
  await page.reload();
  expect(zoneOf((await first).url())).toBe("America/New_York");
  settingsMayCome.resolve();
  await page.unrouteAll({ behavior: "wait" });

  await page.goto("/settings/cafe");
  await expect(currency).toHaveValue("Japanese Yen (JPY)");
  await choose(page, "Time zone", "own", /^Each person's own/);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Café settings saved" })).toBeVisible();
  const again = page.waitForRequest(figures);
  await page.getByRole("link", { name: "Dashboard" }).click();
  expect(zoneOf((await again).url())).toBe(timezone);
});

test("what was chosen stays when it can't be saved", async ({ page, app, allow }) => {
  await createAccount(page, app);
  await page.goto("/settings/cafe");
  await choose(page, "Currency", "franc", "Swiss Franc (CHF)");
  allow(UNREACHABLE);
  const reachAgain = await makeUnreachable(page, app);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Can't reach the server" })).toBeFocused();
  await expect(page.getByRole("combobox", { name: "Currency" })).toHaveValue("Swiss Franc (CHF)");
  await reachAgain();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Café settings saved" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("combobox", { name: "Currency" })).toHaveValue("Swiss Franc (CHF)");
});

test("what is chosen by one account isn't used for the next in this browser", async ({ page, app }) => {
  await openDashboard(page, app);
  await page.request.patch(`${app.api.url}/api/settings`, {
    data: { timezone: "Asia/Tokyo" },
    headers: { origin: app.url },
  });
  await page.goto("/settings/cafe");
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue("Asia/Tokyo");
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  const asked = page.waitForRequest(figures);
  await openDashboard(page, app);
  expect(zoneOf((await asked).url())).toBe(timezone);
});

test("a browser that doesn't know the café's time zone yet asks again in it", async ({ page, app }) => {
  await openFullDashboard(page, app);
  await page.request.patch(`${app.api.url}/api/settings`, {
    data: { timezone: "Asia/Tokyo" },
    headers: { origin: app.url },
  });
  const zones: (string | null)[] = [];
  page.on("request", (request) => void (figures.test(request.url()) && zones.push(zoneOf(request.url()))));
  await page.reload();
  await expect.poll(() => zones).toEqual([timezone, "Asia/Tokyo"]);
});
