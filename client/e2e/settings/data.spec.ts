import { readFile } from "node:fs/promises";
import type { Export } from "@cafe-app-ai/shared/auth/export";
import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { createAccount, signIn } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

test("a user downloads everything that is stored", async ({ page, app }) => {
  const { email } = await createAccount(page, app);
  await page.goto("/settings/data");
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(
    new RegExp(`^${PRODUCT_NAME.toLowerCase()}-\\d{4}-\\d\\d-\\d\\d\\.json$`),
  );

  const stored = JSON.parse(await readFile(await download.path(), "utf8")) as Export;
  expect(stored.user.email).toBe(email);
  expect(stored.accounts).toMatchObject([{ providerId: "credential" }]);
  expect(stored.sessions).toMatchObject([{ current: true }]);
  expect(stored.activity).toMatchObject([{ event: "data-exported" }, { event: "signed-up" }]);
  await expect(page.getByText(`Saving ${download.suggestedFilename()}`)).toBeVisible();
});

test("a user deletes the account with its password, and is signed out", async ({ page, app, allow }) => {
  const account = await createAccount(page, app);
  await page.goto("/settings/data");
  await page.getByRole("button", { name: "Delete account" }).click();
  const dialog = page.getByRole("dialog", { name: `Delete ${account.email}?` });
  await expect(dialog).toContainText("your sessions, on every device");
  await expect(dialog.getByLabel("Your password")).toBeFocused();

  allow(/401/);
  await dialog.getByLabel("Your password").fill("a wrong password");
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(dialog.getByLabel("Your password")).toHaveAccessibleDescription("Incorrect password.");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "Delete account" })).toBeFocused();

  await page.getByRole("button", { name: "Delete account" }).click();
  await dialog.getByLabel("Your password").fill(account.password);
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(page.getByRole("heading", { name: "Your account was deleted" })).toBeVisible();
  await page.goto("/");
  await signIn(page, account);
  await expect(page.getByRole("alert")).toContainText("Incorrect email or password");
});
