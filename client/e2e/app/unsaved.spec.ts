import { createAccount, signIn, signOut, signUp } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

const RESTORED = "We restored what you typed. It isn't saved yet.";

test("settings that were typed come back; a password doesn't, and nothing of it is stored", async ({
  page,
  app,
  allow,
}) => {
  allow(/401/);
  const account = await createAccount(page, app, { name: "Ada" });
  await page.goto("/settings");
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByRole("button", { name: "Change email" }).click();
  await page.getByLabel("New email address").fill("ada.lovelace@example.com");
  await page.getByLabel("Your password").fill(account.password);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByText("Your session has ended")).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state]));
  expect(stored).toContain("lovelace@example.com");
  expect(stored).not.toContain(account.password);
  await signIn(page, account);

  await expect(page.getByLabel("Name")).toHaveValue("Ada Lovelace");
  await page.getByRole("button", { name: "Change email" }).click();
  await expect(page.getByLabel("New email address")).toHaveValue("ada.lovelace@example.com");
  await expect(page.getByLabel("Your password")).toHaveValue("");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Name saved")).toBeVisible();
  await expect(page.getByText(RESTORED)).toHaveCount(0);
  // what is typed after that was never lost
  await page.getByLabel("Name").fill("Ada L.");
  await expect(page.getByRole("button", { name: "Save" })).toBeEnabled();
  await expect(page.getByText(RESTORED)).toHaveCount(0);
});

test("a change of language takes nothing away that was typed", async ({ page, app }) => {
  await createAccount(page, app, { name: "Ada" });
  await page.goto("/settings");
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { name: "Profil", level: 1 })).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Ada Lovelace");
});

test("what one person typed is neither shown to the next, nor kept over a sign-out", async ({ page, app, allow }) => {
  allow(/401/);
  const account = await createAccount(page, app, { name: "Ada" });
  await page.goto("/settings");
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your session has ended")).toBeVisible();
  await signUp(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("");
  await signOut(page);
  await signIn(page, account);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Ada");
});
