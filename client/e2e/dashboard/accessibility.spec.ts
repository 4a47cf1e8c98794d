import { openDashboard } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { addSampleOrders, openFullDashboard } from "../support/orders.ts";

test("the dashboard is accessible, empty and full", async ({ page, app, expectAccessible }) => {
  await openDashboard(page, app, { name: "Ada Lovelace" });
  await expectAccessible(page);

  await addSampleOrders(page);
  await expect(page.getByRole("application")).toBeVisible();
  await page.getByRole("switch", { name: "Orders" }).check({ force: true });
  await expectAccessible(page);
});

test("the dashboard's table and menu are accessible", async ({ page, app, expectAccessible }) => {
  await openFullDashboard(page, app);
  await page.getByText("Table", { exact: true }).click();
  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
  await expectAccessible(page);
});
