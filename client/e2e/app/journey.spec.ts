import { expectDashboard, newAccount, openDashboard, signIn, signOut, signUp } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

test("a visitor signs up, signs out, and comes back to where they were", async ({ page, allow }) => {
  const account = await signUp(page, newAccount({ name: "Ada Lovelace" }));
  await expect(page).toHaveTitle("Dashboard · Cafe");
  await expectDashboard(page);

  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Ada Lovelace");
  await signOut(page);
  await page.goto("/settings/sessions");
  await expect(page).toHaveURL("/sign-in?next=%2Fsettings%2Fsessions");

  allow(/401/);
  await signIn(page, { ...account, password: "a wrong password" });
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(account.email);

  await signIn(page, account);
  await expect(page).toHaveURL("/settings/sessions");
  await expect(page.getByRole("heading", { name: "Sessions", level: 1 })).toBeVisible();
});

test("a user signs in with the keyboard alone", async ({ page, app }) => {
  const account = await openDashboard(page, app);
  await signOut(page);
  await page.goto("/sign-in");

  const email = page.getByLabel("Email");
  for (
    let presses = 0;
    presses < 5 && !(await email.evaluate((field) => field === document.activeElement));
    presses++
  ) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.type(account.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(account.password);
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Show password" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Password", { exact: true })).toHaveAttribute("type", "text");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeFocused();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
});

test("the theme is chosen in the account menu and kept", async ({ page, app }) => {
  await openDashboard(page, app);
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});
