import { createAccount, createAccountElsewhere, openDashboard } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { CONFIRM, RESET, waitForLink } from "../support/mail.ts";

test("signing in and up are accessible, with errors too", async ({ page, expectAccessible }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  await expectAccessible(page);
  await page.goto("/sign-up");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription("Required");
  await expectAccessible(page);
  await page.getByLabel("Password", { exact: true }).fill("password");
  await expect(page.getByText("This password is too common. Choose a less common one.")).toBeVisible();
  await expectAccessible(page);
  await page.goto("/sign-in?error=provider_failed");
  await expect(page.getByRole("alert")).toBeVisible();
  await expectAccessible(page);
});

test("choosing a new password is accessible, from asking to a link that has expired", async ({
  page,
  app,
  allow,
  expectAccessible,
}) => {
  const { email } = await createAccountElsewhere(app);
  await page.goto("/forgot-password");
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription("Required");
  await expectAccessible(page);
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeVisible();
  await expectAccessible(page);

  allow(/400/);
  await page.goto(await waitForLink(app, email, RESET));
  await page.getByLabel("New password").fill("short");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByLabel("New password")).toHaveAccessibleDescription("Use at least 8 characters");
  await expectAccessible(page);
  await page.goto("/reset-password#token=long-gone");
  await expect(page.getByRole("heading", { name: "This link has expired or was already used" })).toBeVisible();
  await expectAccessible(page);
});

test("confirming an email is accessible, also with a link that has expired", async ({
  page,
  app,
  allow,
  expectAccessible,
}) => {
  const { email } = await createAccount(page, app);
  const confirm = page.getByRole("button", { name: "Confirm my email" });
  allow(/400/);
  await page.goto("/verify-email#token=long-gone");
  await expect(confirm).toBeVisible();
  await expectAccessible(page);
  await confirm.click();
  await expect(page.getByRole("heading", { name: "This link has expired or was already used" })).toBeVisible();
  await expectAccessible(page);
  await page.goto(await waitForLink(app, email, CONFIRM));
  await confirm.click();
  await expect(page.getByRole("heading", { name: "Your email is confirmed" })).toBeVisible();
  await expectAccessible(page);
});

test("two-factor sign-in is accessible, with errors too", async ({ page, expectAccessible }) => {
  await page.goto("/sign-in/two-factor");
  await page.getByRole("button", { name: "Verify" }).click();
  await expect(page.getByLabel("Code")).toHaveAccessibleDescription("Enter the six-digit code from your app");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await expect(page.getByRole("heading", { name: "Enter a recovery code" })).toBeVisible();
  await expect(page.getByLabel("Recovery code")).toBeFocused();
  await expectAccessible(page);
});

test("the account menu is accessible", async ({ page, app, expectAccessible }) => {
  await openDashboard(page, app, { name: "Ada Lovelace" });
  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
  await expectAccessible(page);
});
