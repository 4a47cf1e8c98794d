import { expect, test } from "./fixtures.ts";

// Without SMTP_URL.
test.use({ environment: { NODE_ENV: "production" } });

test("where no mail can be sent, a forgotten password leads to an explanation", async ({ page, expectAccessible }) => {
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { name: "Password reset isn't available" })).toBeFocused();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Back to sign in" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeFocused();
});

test("there is no development inbox in production", async ({ page, allow }) => {
  allow(/404/);
  await page.goto("/inbox");
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
});
