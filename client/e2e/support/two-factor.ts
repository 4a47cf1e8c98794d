import { expect, type Page } from "@playwright/test";

/** Opens the settings' dialog that sets it up. */
export async function openSetUp(page: Page) {
  await page.goto("/settings/security");
  const panel = page.getByRole("region", { name: "Two-factor authentication" });
  await panel.getByRole("button", { name: "Set up" }).click();
  return { panel, dialog: page.getByRole("dialog", { name: "Set up two-factor authentication" }) };
}

/** Up to where the app's code is asked for. @returns the secret that one can type */
export async function pairApp(page: Page, password: string): Promise<string> {
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByText("Scan this code")).toBeFocused();
  await expect(dialog.getByRole("img", { name: "QR code for your authenticator app" })).toBeVisible();
  const shown = await dialog.locator("code").innerText();
  expect(shown).toMatch(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/);
  return shown.replaceAll(" ", "");
}

/** The recovery codes on screen. */
export async function readCodes(page: Page): Promise<string[]> {
  await expect(page.getByRole("dialog", { name: "Save your recovery codes" })).toBeVisible();
  return page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allInnerTexts();
}
