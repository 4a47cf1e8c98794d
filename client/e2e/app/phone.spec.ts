import { newAccount, openDashboard, signIn, signOut, signUp } from "../support/account.ts";
import { phone } from "../support/browser.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectNoSidewaysScrolling } from "../support/layout.ts";

test.use(phone);

const longEmail = () => `a.very.long.address.to.type.${crypto.randomUUID()}@a-long-subdomain.example.com`;

test("the whole journey fits a phone", async ({ page, expectAccessible }) => {
  await page.goto("/sign-in");
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  await expectNoSidewaysScrolling(page);

  const account = await signUp(
    page,
    newAccount({ name: "Augusta Ada King, Countess of Lovelace", email: longEmail() }),
  );
  await expectNoSidewaysScrolling(page);
  await expectAccessible(page);

  await page.getByRole("button", { name: /^Account/ }).click();
  await expectNoSidewaysScrolling(page);
  await page.getByRole("menu").press("Escape");
  await expect(page.getByRole("menu")).toBeHidden();
  await signOut(page);
  await signIn(page, account);
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("resetting a password fits a phone, and so does the development inbox", async ({
  page,
  app,
  expectAccessible,
}) => {
  const account = await openDashboard(page, app, { email: longEmail() });
  await signOut(page);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await expectNoSidewaysScrolling(page);
  await page.getByLabel("Email").fill(account.email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByRole("main")).toContainText(account.email);
  await expectNoSidewaysScrolling(page);

  await page.getByRole("link", { name: "Open the development inbox" }).click();
  const mails = page.getByRole("navigation", { name: "Emails" });
  await mails
    .getByRole("link", { name: /^Reset your/ })
    .filter({ hasText: account.email })
    .click();
  await expect(page.getByRole("article")).toContainText(account.email);
  await expect(mails).toBeHidden();
  await expectNoSidewaysScrolling(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "All emails" }).click();
  await expect(mails).toBeVisible();
  await expect(page.getByRole("article")).toBeHidden();
  await expectNoSidewaysScrolling(page);

  await page.goBack();
  await page.getByRole("link", { name: /reset-password#token/ }).click();
  await page.getByLabel("New password").fill("password");
  await expect(page.getByText("This password is too common. Choose a less common one.")).toBeVisible();
  await expectNoSidewaysScrolling(page);
});

for (const path of ["/sign-up", "/sign-in/two-factor", "/verify-email", "/verify-email#token=x", "/reset-password"]) {
  test(`${path} fits a phone`, async ({ page }) => {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectNoSidewaysScrolling(page);
  });
}
