import { codeOf } from "../../../server/src/test/two-factor/totp.ts";
import { createAccount } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { openSetUp, pairApp, readCodes } from "../support/two-factor.ts";

for (const [path, name] of [
  ["/settings", "Profile"],
  ["/settings/security", "Sign-in and security"],
  ["/settings/sessions", "Sessions"],
  ["/settings/activity", "Recent activity"],
  ["/settings/data", "Your data"],
] as const) {
  test(`${name} is accessible`, async ({ page, app, expectAccessible }) => {
    await createAccount(page, app);
    await page.goto(path);
    await expect(page).toHaveTitle(`${name} · Cafe`);
    await expect(page.getByRole("heading", { level: 2 }).last()).toBeVisible();
    await expectAccessible(page);
  });
}

for (const [path, opener, title] of [
  ["/settings", "Change email", "Change email"],
  ["/settings/security", "Set up", "Set up two-factor authentication"],
  ["/settings/security", "Add a passkey", "Add a passkey"],
  ["/settings/data", "Delete account", /^Delete .*\?$/],
] as const) {
  test(`the dialog behind "${opener}" is accessible, with errors too, and gives the focus back`, async ({
    page,
    app,
    expectAccessible,
  }) => {
    await createAccount(page, app);
    await page.goto(path);
    await page.getByRole("button", { name: opener }).click();
    const dialog = page.getByRole("dialog", { name: title });
    await expect(dialog.getByRole("textbox").first()).toBeFocused();
    await dialog.locator("[type=submit]").click();
    await expect(dialog.getByLabel("Your password")).toHaveAccessibleDescription("Required");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: opener })).toBeFocused();
  });
}

test("setting up two-factor authentication is accessible, and so is the panel when it is on", async ({
  page,
  app,
  expectAccessible,
}) => {
  const account = await createAccount(page, app);
  const { panel, dialog } = await openSetUp(page);
  const secret = await pairApp(page, account.password);
  await expectAccessible(page);
  await dialog.getByLabel("Six-digit code").fill(codeOf(secret));
  await readCodes(page);
  await expectAccessible(page);
  await page.getByRole("button", { name: "I've saved them" }).click();
  await expect(panel).toContainText("10 recovery codes left.");
  await expectAccessible(page);
});
