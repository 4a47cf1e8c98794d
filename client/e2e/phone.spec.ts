import type { Page } from "@playwright/test";
import { addSampleOrders, newAccount, signIn, signOut, signUp } from "./account.ts";
import { expect, test } from "./fixtures.ts";

const LONG_EMAIL = `a.very.long.address.to.type.${crypto.randomUUID()}@a-long-subdomain.example.com`;

test("the whole journey fits a phone", async ({ page, expectAccessible }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  await expectNoSidewaysScrolling(page);

  const account = await signUp(page, newAccount({ name: "Augusta Ada King, Countess of Lovelace", email: LONG_EMAIL }));
  await expectNoSidewaysScrolling(page);
  await addSampleOrders(page);
  await expect(page.getByRole("region", { name: "Newest orders" }).getByRole("listitem")).toHaveCount(10);
  await page.getByText("90 days", { exact: true }).click();
  await expect(page.getByRole("article").first()).toContainText("No earlier period");
  await expectNoSidewaysScrolling(page);
  await page.getByText("Table", { exact: true }).click();
  await expectNoSidewaysScrolling(page);
  await expectAccessible(page);

  await page.getByRole("button", { name: /^Account/ }).click();
  await expectNoSidewaysScrolling(page);
  await page.keyboard.press("Escape");
  await signOut(page);
  await signIn(page, account);
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
}
