import { gzipSync } from "node:zlib";
import type { Response } from "@playwright/test";
import { SIGN_IN_BUDGET_KIB } from "../../script-budget.ts";
import { expectDashboard, openDashboard, signOut } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

test("a visitor who is signed out loads the sign-in form and nothing of the app behind it", async ({ page }) => {
  const scripts = new Map<string, Response>();
  page.on("response", (response) => {
    if (response.url().includes("/assets/") && response.url().endsWith(".js")) {
      scripts.set(response.url(), response);
    }
  });
  await page.goto("/");
  await expect(page.getByLabel("Email")).toBeVisible();
  await page.waitForLoadState("networkidle");

  expect([...scripts.keys()].filter((url) => /shell|dashboard|chart|settings/.test(url))).toEqual([]);
  expect(scripts.size).toBeLessThanOrEqual(6);
  const sizes = await Promise.all(
    [...scripts.values()].map(async (response) => gzipSync(await response.body()).length),
  );
  const kib = sizes.reduce((sum, size) => sum + size, 0) / 1024;
  expect(kib).toBeGreaterThan(50);
  // what checks the form and what offers passkeys come behind it
  expect(kib).toBeLessThanOrEqual(SIGN_IN_BUDGET_KIB + 18);
});

test("a browser that was signed in loads its pages without waiting for the session", async ({ page, app }) => {
  await openDashboard(page, app);
  const sessionMayCome = Promise.withResolvers<void>();
  await page.route(`${app.api.url}/api/auth/session`, async (route) => {
    await sessionMayCome.promise;
    await route.continue();
  });
  const dashboard = page.waitForResponse(/dashboard-page/);
  await page.reload();
  await dashboard;
  sessionMayCome.resolve();
  await expectDashboard(page);
  await page.unrouteAll({ behavior: "wait" });

  await signOut(page);
  const loaded: string[] = [];
  page.on("response", (response) => loaded.push(response.url()));
  await page.goto("/");
  await expect(page.getByLabel("Email")).toBeVisible();
  expect(loaded.filter((url) => /dashboard-page/.test(url))).toEqual([]);
});
