import type { Page } from "@playwright/test";
import { createAccount } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { openFullDashboard } from "../support/orders.ts";

const accountButton = (page: Page) => page.getByRole("button", { name: /^Account/ });

test("a tab shows nothing of the first account after another one signs in", async ({ page, app }) => {
  await openFullDashboard(page, app, { name: "Ada" });
  const figuresMayCome = Promise.withResolvers<void>();
  await page.route(`${app.api.url}/api/dashboard/data*`, async (route) => {
    await figuresMayCome.promise;
    await route.continue();
  });
  await createAccount(page, app, { name: "Eve" });

  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(page.getByRole("button", { name: /^Account.*Eve/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Summary" })).not.toContainText("Revenue");
  await expect(page.getByRole("region", { name: "Newest orders" }).getByRole("time")).toHaveCount(0);
  figuresMayCome.resolve();
  await expect(page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
});

test("a window never shows one account's figures under another's name", async ({ page, app }) => {
  await openFullDashboard(page, app, { name: "Ana" });
  // another account signs in with this browser's cookie, and no window hears of it
  await createAccount(page, app, { name: "Bea" });
  const seen: string[] = [];
  await page.exposeFunction("report", (text: string) => seen.push(text));
  await page.evaluate(() =>
    new MutationObserver(() => {
      const { textContent } = document.body;
      if (textContent?.includes("No orders yet")) Reflect.get(window, "report")(textContent);
    }).observe(document.body, { subtree: true, childList: true, characterData: true }),
  );

  await page.getByText("7 days", { exact: true }).click();

  await expect(accountButton(page)).toContainText("Bea");
  await expect(page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
  expect(seen.filter((text) => text.includes("Ana"))).toEqual([]);
});
