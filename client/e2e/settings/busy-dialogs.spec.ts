import type { Page } from "@playwright/test";
import { codeOf } from "../../../server/src/test/two-factor/totp.ts";
import { createAccount } from "../support/account.ts";
import type { App } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { openSetUp, pairApp, readCodes } from "../support/two-factor.ts";

/** Holds back a request to the API. @returns what lets it go on */
async function holdBack(page: Page, { api }: App, path: string) {
  const mayGo = Promise.withResolvers<void>();
  await page.route(api.url + path, async (route) => {
    await mayGo.promise;
    await route.continue();
  });
  return mayGo.resolve;
}

/** Esc, the overlay, Cancel and the cross, while a request of the dialog's is on its way. */
async function tryToClose(page: Page) {
  const dialog = page.getByRole("dialog");
  await page.keyboard.press("Escape");
  await page.mouse.click(5, 5);
  for (const name of ["Cancel", "Close"])
    await dialog.getByRole("button", { name, exact: true }).click({ force: true });
  await expect(dialog.getByRole("status")).toHaveText("Still working. You can close this when it's done.");
  await expect(dialog).toBeVisible();
}

test("the dialog can't be closed while the account is being deleted", async ({ page, app }) => {
  const { password } = await createAccount(page, app);
  await page.goto("/settings/data");
  await page.getByRole("button", { name: "Delete account" }).click();
  const letGo = await holdBack(page, app, "/api/auth/user");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your password").fill(password);
  // Esc comes before anything is drawn.
  await dialog.getByRole("button", { name: "Delete account" }).evaluate((button: HTMLElement) => {
    button.click();
    button.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  });
  await tryToClose(page);
  letGo();
  await expect(page).toHaveURL("/account-deleted");
});

test("recovery codes are shown, however impatient the user is", async ({ page, app }) => {
  const { password } = await createAccount(page, app);
  const { dialog, panel } = await openSetUp(page);
  const secret = await pairApp(page, password);
  let letGo = await holdBack(page, app, "/api/auth/two-factor/confirm");
  await dialog.getByLabel("Six-digit code").fill(codeOf(secret));
  await tryToClose(page);
  letGo();
  const first = await readCodes(page);
  await page.getByRole("button", { name: "I've saved them" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();

  letGo = await holdBack(page, app, "/api/auth/two-factor/recovery-codes");
  await panel.getByRole("button", { name: "New recovery codes" }).click();
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Create new codes" }).click();
  await tryToClose(page);
  letGo();
  expect(await readCodes(page)).not.toEqual(first);
});

test("unsaved recovery codes are pointed out, and can be replaced", async ({ page, app }) => {
  const { password } = await createAccount(page, app);
  const { dialog, panel } = await openSetUp(page);
  await dialog.getByLabel("Six-digit code").fill(codeOf(await pairApp(page, password)));
  await readCodes(page);
  await page.reload();
  await expect(panel).toContainText("You haven't saved your recovery codes");
  await panel.getByRole("button", { name: "New recovery codes" }).click();
  await page.getByLabel("Your password").fill(password);
  await page.getByRole("button", { name: "Create new codes" }).click();
  await readCodes(page);
  await page.getByRole("button", { name: "I've saved them" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(panel).not.toContainText("You haven't saved");
  await page.reload();
  await expect(panel).toContainText("10 recovery codes left.");
  await expect(panel).not.toContainText("You haven't saved");
});

test("a reopened dialog has forgotten its last error", async ({ page, app, allow }) => {
  const { password } = await createAccount(page, app);
  const { dialog, panel } = await openSetUp(page);
  const secret = await pairApp(page, password);
  await dialog.getByLabel("Six-digit code").fill(codeOf(secret));
  await readCodes(page);
  await page.getByRole("button", { name: "I've saved them" }).click();

  await panel.getByRole("button", { name: "New recovery codes" }).click();
  allow(/401/);
  await page.getByLabel("Your password").fill("a wrong password");
  await page.getByRole("button", { name: "Create new codes" }).click();
  await expect(page.getByLabel("Your password")).toHaveAccessibleDescription("Incorrect password.");
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
  await panel.getByRole("button", { name: "New recovery codes" }).click();
  await expect(page.getByLabel("Your password")).toHaveAccessibleDescription("");
  await expect(page.getByRole("dialog")).not.toContainText("Incorrect password");
});
