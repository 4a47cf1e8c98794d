import { addSampleOrders, openDashboard } from "./account.ts";
import { expect, test } from "./fixtures.ts";

test("signing in and up are accessible, with errors too", async ({ page, expectAccessible }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription("Required");
  await expectAccessible(page);
});

test("the dashboard is accessible, empty and full", async ({ page, app, expectAccessible }) => {
  await openDashboard(page, app, { name: "Ada Lovelace" });
  await expectAccessible(page);

  await addSampleOrders(page);
  await expect(page.getByRole("application")).toBeVisible();
  await page.getByRole("switch", { name: "Orders" }).check({ force: true });
  await expectAccessible(page);
});

test("the dashboard's table and menu are accessible", async ({ page, app, expectAccessible }) => {
  await openDashboard(page, app, { orders: true });
  await page.getByText("Table", { exact: true }).click();
  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
  await expectAccessible(page);
});
