import { readFile } from "node:fs/promises";
import { codeOf, STEP_MS } from "../../../server/src/test/two-factor/totp.ts";
import { createAccount, signIn, signOut } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { openSetUp, pairApp, readCodes } from "../support/two-factor.ts";

test("a user sets up two-factor authentication, and signs in with a code of the app and with a recovery code", async ({
  page,
  app,
  allow,
}) => {
  const account = await createAccount(page, app);
  const { panel, dialog } = await openSetUp(page);
  await expect(panel).toContainText("Off");
  allow(/401/);
  await dialog.getByLabel("Your password").fill("a wrong password");
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(dialog.getByLabel("Your password")).toHaveAccessibleDescription("Incorrect password.");
  const secret = await pairApp(page, account.password);

  await dialog.getByLabel("Six-digit code").fill("12345");
  await dialog.getByRole("button", { name: "Turn on" }).click();
  await expect(dialog.getByLabel("Six-digit code")).toHaveAccessibleDescription(/six-digit code/);
  await dialog.getByLabel("Six-digit code").fill(codeOf(secret, Date.now() - 10 * STEP_MS));
  await expect(dialog.getByLabel("Six-digit code")).toHaveAccessibleDescription("Incorrect code.");
  await expect(panel).toContainText("Off");
  await dialog.getByLabel("Six-digit code").fill(codeOf(secret));

  const codes = await readCodes(page);
  expect(codes).toHaveLength(10);
  const downloading = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: "Download" }).click();
  const file = await (await downloading).path();
  expect(await readFile(file, "utf8")).toContain(`recovery codes for ${account.email}`);
  expect((await readFile(file, "utf8")).trim().split("\n").slice(-10)).toEqual(codes);
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "I've saved them" }).click();
  await expect(page.getByText("Two-factor authentication is on")).toBeVisible();
  await expect(panel).toContainText("10 recovery codes left.");
  await expect(panel).toBeFocused();

  await signOut(page);
  await signIn(page, account);
  await expect(page.getByRole("heading", { name: "Two-factor authentication", level: 1 })).toBeVisible();
  await expect(page.getByLabel("Code")).toBeFocused();
  // Each code opens once, and this step's was used above.
  await page.getByLabel("Code").fill(codeOf(secret, Date.now() + STEP_MS));
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();

  await signOut(page);
  await signIn(page, account);
  await page.getByRole("button", { name: "Use a recovery code" }).click();
  await page.getByLabel("Recovery code").fill(codes[0] ?? "");
  await page.getByLabel("Recovery code").press("Enter");
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await page.goto("/settings/security");
  await expect(panel).toContainText("9 recovery codes left.");
});

test("new recovery codes take the place of the old, and turning it off asks for the password alone", async ({
  page,
  app,
}) => {
  const account = await createAccount(page, app);
  const { panel, dialog } = await openSetUp(page);
  const secret = await pairApp(page, account.password);
  await dialog.getByLabel("Six-digit code").fill(codeOf(secret));
  const codes = await readCodes(page);
  await page.getByRole("button", { name: "I've saved them" }).click();

  await panel.getByRole("button", { name: "New recovery codes" }).click();
  const renewing = page.getByRole("dialog", { name: "New recovery codes" });
  await renewing.getByLabel("Your password").fill(account.password);
  await renewing.getByRole("button", { name: "Create new codes" }).click();
  const newCodes = await readCodes(page);
  expect(newCodes).toHaveLength(10);
  expect(newCodes.filter((code) => codes.includes(code))).toEqual([]);
  await page.getByRole("button", { name: "I've saved them" }).click();

  await panel.getByRole("button", { name: "Turn off" }).click();
  const turningOff = page.getByRole("dialog", { name: "Turn off two-factor authentication?" });
  await turningOff.getByLabel("Your password").fill(account.password);
  await turningOff.getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByText("Two-factor authentication is off")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Set up" })).toBeVisible();
  await signOut(page);
  await signIn(page, account);
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("leaving the setup halfway changes nothing", async ({ page, app }) => {
  const account = await createAccount(page, app);
  const { panel, dialog } = await openSetUp(page);
  await pairApp(page, account.password);
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await page.reload();
  await expect(panel).toContainText("Off");
  await signOut(page);
  await signIn(page, account);
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("a user who runs out of recovery codes is warned", async ({ page, app }) => {
  const account = await createAccount(page, app);
  const { panel, dialog } = await openSetUp(page);
  const secret = await pairApp(page, account.password);
  await dialog.getByLabel("Six-digit code").fill(codeOf(secret));
  const codes = await readCodes(page);
  await page.getByRole("button", { name: "I've saved them" }).click();
  const { email, password } = account;
  const post = async (path: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(app.api.url + path, { method: "POST", headers, body: JSON.stringify(body) });
    return (await answer.json()).data;
  };
  for (const code of codes.slice(0, 7)) {
    const { twoFactor } = await post("/api/auth/signin", { email, password });
    const { user } = await post("/api/auth/signin/two-factor", { challenge: twoFactor.challenge, code });
    expect(user.email).toBe(email);
  }

  await page.reload();
  await expect(panel).toContainText("3 recovery codes left.Create new ones before you run out");
});
