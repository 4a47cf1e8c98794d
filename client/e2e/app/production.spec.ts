import { createAccount } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

// Without SMTP_URL.
test.use({ environment: { NODE_ENV: "production" } });
test.describe.configure({ mode: "default" });

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

test("where no mail can be sent, the settings say so instead of offering it", async ({
  page,
  app,
  expectAccessible,
}) => {
  await createAccount(page, app);
  await page.goto("/settings");
  const panel = page.getByRole("region", { name: "Email address" });
  await expect(panel).toContainText("This server can't send email");
  await expect(panel.getByRole("button")).toHaveCount(0);
  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByRole("menuitem", { name: "Settings" })).toBeVisible();
  await expect(page.getByText("Email not confirmed")).toHaveCount(0);
  await expectAccessible(page);
});
