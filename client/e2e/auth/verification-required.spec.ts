import { newAccount, signIn } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { CONFIRM, waitForMails } from "../support/mail.ts";

test.use({ environment: { EMAIL_VERIFICATION: "required" } });
test.describe.configure({ mode: "default" });

test("where emails must be verified first, a visitor confirms it, with a second email if need be, and signs in", async ({
  page,
  app,
  allow,
  expectAccessible,
}) => {
  const account = newAccount();
  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeFocused();
  await expect(page.getByRole("main")).toContainText(`We sent a link to ${account.email}.`);
  await page.reload();
  await expect(page.getByRole("main")).toContainText(`We sent a link to ${account.email}.`);
  await page.getByRole("link", { name: "Back to sign in" }).click();
  await expect(page.getByLabel("Email")).toHaveValue(account.email);

  allow(/403/);
  await signIn(page, account);
  await expect(page.getByRole("alert")).toContainText("Confirm your email first");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Resend email" }).click();
  await expect(page.getByRole("status")).toHaveText("Email sent again");

  const [newest] = await waitForMails(app, account.email, CONFIRM, 2);
  await page.goto(newest?.link ?? "");
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page, account);
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("where a stranger signed up too, the reader of the email chooses which password counts", async ({
  page,
  app,
  allow,
  expectAccessible,
}) => {
  const account = newAccount();
  const signUp = (password: string) =>
    fetch(`${app.api.url}/api/auth/signup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: account.email, password }),
    });
  await signUp(account.password);
  await signUp("a stranger's choice");
  const [newest] = await waitForMails(app, account.email, CONFIRM, 2);
  allow(/403/);
  await page.goto(newest?.link ?? "");
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await expect(page.getByRole("main")).toContainText("Someone else may have signed up");
  await expectAccessible(page);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await page.getByRole("link", { name: "Sign in" }).click();
  await signIn(page, account);
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("a user who returns from the provider with an unverified email can ask for the link", async ({ page }) => {
  await page.goto("/sign-in?error=EMAIL_NOT_VERIFIED");
  await expect(page.getByRole("alert")).toContainText("Confirm your email first");
  await page.getByRole("link", { name: "Resend email" }).click();
  await expect(page.getByRole("heading", { name: "Confirm your email" })).toBeFocused();
  await expect(page.getByLabel("Email")).toBeVisible();
});
