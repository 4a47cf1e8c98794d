import type { Page } from "@playwright/test";
import { createAccount, signOut } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

test("a user adds a passkey, renames it, signs in with it and removes it", async ({ page, app, allow }) => {
  // A browser that offers none by itself: this one's authenticator would take the offer at once.
  await page.addInitScript("delete PublicKeyCredential.isConditionalMediationAvailable");
  const account = await createAccount(page, app);
  await addAuthenticator(page);
  await page.goto("/settings/security");
  const panel = page.getByRole("region", { name: "Passkeys" });
  const dialog = page.getByRole("dialog");
  await panel.getByRole("button", { name: "Add a passkey" }).click();
  await expect(dialog.getByLabel("Name")).toHaveValue(/^Chrome on \w+$/);
  await dialog.getByLabel("Name").fill("My laptop");
  allow(/401/);
  await dialog.getByLabel("Your password").fill("a wrong password");
  await dialog.getByRole("button", { name: "Add a passkey" }).click();
  await expect(dialog.getByLabel("Your password")).toHaveAccessibleDescription("Incorrect password.");
  await dialog.getByLabel("Your password").fill(account.password);
  await dialog.getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByText("My laptop added")).toBeVisible();
  await expect(panel.getByRole("listitem")).toContainText(/My laptop.*Added.*On one device/);

  await panel.getByRole("button", { name: "Rename My laptop" }).click();
  await dialog.getByLabel("Name").fill("Work laptop");
  await dialog.getByLabel("Name").press("Enter");
  await expect(panel.getByRole("listitem")).toContainText("Work laptop");

  await signOut(page);
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByText(account.email, { exact: true }).last()).toBeVisible();

  await page.goto("/settings/security");
  await panel.getByRole("button", { name: "Remove Work laptop" }).click();
  await expect(page.getByRole("dialog", { name: "Remove Work laptop?" })).toBeVisible();
  await dialog.getByLabel("Your password").fill(account.password);
  await dialog.getByRole("button", { name: "Remove" }).click();
  await expect(page.getByText("Work laptop removed")).toBeVisible();
  await expect(panel.getByRole("listitem")).toHaveCount(0);
  await expect(panel).toBeFocused();
});

test("a device that has a passkey already is told apart from one that cannot make any", async ({ page, app }) => {
  const account = await createAccount(page, app);
  await addAuthenticator(page);
  await page.goto("/settings/security");
  const panel = page.getByRole("region", { name: "Passkeys" });
  const dialog = page.getByRole("dialog");
  for (const _ of ["first", "second"]) {
    await panel.getByRole("button", { name: "Add a passkey" }).click();
    await dialog.getByLabel("Your password").fill(account.password);
    await dialog.getByRole("button", { name: "Add a passkey" }).click();
    await expect(panel.getByRole("listitem")).toHaveCount(1);
  }
  await expect(dialog.getByRole("alert")).toContainText("This device already has a passkey for your account.");
});

test("closing the browser's dialog adds nothing, says so, and allows another try", async ({ page, app }) => {
  const account = await createAccount(page, app);
  const authenticator = await addAuthenticator(page);
  await authenticator.refuse();
  await page.goto("/settings/security");
  const panel = page.getByRole("region", { name: "Passkeys" });
  const dialog = page.getByRole("dialog");
  await panel.getByRole("button", { name: "Add a passkey" }).click();
  await dialog.getByLabel("Your password").fill(account.password);
  await dialog.getByRole("button", { name: "Add a passkey" }).click();
  await expect(dialog.getByRole("alert")).toContainText("No passkey was used");
  await expect(panel.getByRole("listitem")).toHaveCount(0);
  await authenticator.accept();
  await dialog.getByRole("button", { name: "Add a passkey" }).click();
  await expect(panel.getByRole("listitem")).toHaveCount(1);
});

test("a canceled sign-in by passkey, or one without any, is explained", async ({ page }) => {
  await addAuthenticator(page);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("alert")).toContainText("No passkey was used");
});

test("a browser without passkeys sees why none can be added", async ({ page, app }) => {
  await createAccount(page, app);
  await page.addInitScript("delete window.PublicKeyCredential");
  await page.goto("/settings/security");
  const panel = page.getByRole("region", { name: "Passkeys" });
  await expect(panel).toContainText("This browser doesn't support passkeys.");
  await expect(panel.getByRole("button")).toHaveCount(0);
});

test("the browser offers a passkey in the email field", async ({ page, app }) => {
  const account = await createAccount(page, app);
  const authenticator = await addAuthenticator(page);
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Add a passkey" }).click();
  await page.getByRole("dialog").getByLabel("Your password").fill(account.password);
  await page.getByRole("dialog").getByRole("button", { name: "Add a passkey" }).click();
  await expect(page.getByRole("region", { name: "Passkeys" }).getByRole("listitem")).toHaveCount(1);
  await authenticator.showPresence(false);
  await signOut(page);
  await expect(page.getByLabel("Email")).toHaveAttribute("autocomplete", "username webauthn");
  // As somebody who picks the passkey that the browser offers.
  await authenticator.showPresence(true);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

/** Chromium's own, as the one that is built into a device. */
async function addAuthenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** The person does not show that it is them, as one who closes the dialog. */
    refuse: () => devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false }),
    /** Whether somebody touches it as soon as it asks. */
    showPresence: (enabled: boolean) =>
      devtools.send("WebAuthn.setAutomaticPresenceSimulation", { authenticatorId, enabled }),
    accept: () => devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: true }),
  };
}
