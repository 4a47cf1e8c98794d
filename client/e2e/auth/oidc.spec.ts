import type { Page } from "@playwright/test";
import { runStatement } from "../../../server/src/test/database/database.ts";
import { type Account, createAccount, signIn, signOut } from "../support/account.ts";
import { expect } from "../support/fixtures.ts";
import { RESET, waitForLink } from "../support/mail.ts";
import { addOidcAccount, enterByProvider, signInAtProvider, test } from "../support/oidc.ts";

test("a user signs in with the provider, and the strict cookie is there after the return from its site", async ({
  page,
  context,
  provider,
}) => {
  const grace = addOidcAccount(provider);
  await page.goto("/?range=7d");
  await page.getByRole("button", { name: "Continue with Harbour" }).click();
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:/);
  await signInAtProvider(page, grace);
  await expect(page).toHaveURL(/^http:\/\/localhost:\d+\/\?range=7d$/);
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();

  const cookies = await context.cookies();
  expect(cookies.find(({ name }) => name === "__Host-session")).toMatchObject({
    domain: "localhost",
    httpOnly: true,
    secure: true,
    sameSite: "Strict",
  });
  await page.reload();
  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByText(grace.email)).toBeVisible();
});

test("an account with a password connects a provider, signs in with it, and disconnects it", async ({
  page,
  app,
  provider,
}) => {
  const ada = await createAccount(page, app);
  const grace = addOidcAccount(provider);
  const panel = page.getByRole("region", { name: "Harbour" });
  await connect(page, ada);
  await signInAtProvider(page, grace);
  await expect(page).toHaveURL("/settings/security");
  await expect(page.getByText("Harbour connected")).toBeVisible();
  await expect(panel).toContainText("Connected since");
  await page.reload();
  await expect(panel).toContainText("Connected since");
  await expect(page.getByText("Harbour connected")).toBeHidden();

  await signOut(page);
  await page.getByRole("button", { name: "Continue with Harbour" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByText(ada.email).last()).toBeVisible();

  await page.goto("/settings/security");
  await panel.getByRole("button", { name: "Disconnect" }).click();
  const dialog = page.getByRole("dialog", { name: "Disconnect Harbour?" });
  await dialog.getByLabel("Your password").fill(ada.password);
  await dialog.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByText("Harbour disconnected")).toBeVisible();
  await expect(panel.getByRole("button", { name: "Connect Harbour" })).toBeVisible();
});

test("an error at the provider is explained until it is dismissed", async ({ page, app, provider, browser }) => {
  const grace = addOidcAccount(provider);
  const elsewhere = await browser.newPage({ baseURL: app.url });
  await enterByProvider(elsewhere, grace);
  await elsewhere.close();

  const ada = await createAccount(page, app);
  const panel = page.getByRole("region", { name: "Harbour" });
  await connect(page, ada);
  await page.getByRole("button", { name: "Cancel" }).click();
  await expect(panel.getByRole("alert")).toContainText("Connecting Harbour was cancelled.");

  await connect(page, ada);
  await signInAtProvider(page, grace);
  await expect(panel.getByRole("alert")).toContainText("connected to another account here");
  await expect(panel.getByRole("alert")).toBeFocused();
  await expect(page).toHaveURL("/settings/security?error=already_linked");
  await panel.getByRole("button", { name: "Close" }).click();
  await expect(panel.getByRole("alert")).toBeHidden();
  await expect(page).toHaveURL("/settings/security");

  await page.goto("/settings/security?error=constructor");
  await expect(panel.getByRole("alert")).toContainText("Your account with Harbour couldn't be connected. Try again.");
});

test("a user who signed up with the provider can't disconnect it before setting a password", async ({
  page,
  app,
  provider,
  allow,
}) => {
  const grace = addOidcAccount(provider);
  await enterByProvider(page, grace);
  await page.goto("/settings/security");
  const panel = page.getByRole("region", { name: "Harbour" });
  const dialog = page.getByRole("dialog", { name: "Disconnect Harbour?" });
  allow(/409/);
  await panel.getByRole("button", { name: "Disconnect" }).click();
  await expect(dialog.getByLabel("Your password")).toHaveCount(0);
  await dialog.getByRole("button", { name: "Disconnect" }).click();
  await expect(dialog.getByRole("alert")).toContainText("This is your only sign-in method");
  await dialog.getByRole("button", { name: "Cancel" }).click();

  const password = page.getByRole("region", { name: "Password" });
  await expect(password).toContainText("Your account has no password.");
  await password.getByRole("button", { name: "Email me a link to set one" }).click();
  await expect(password).toContainText(`Open the link we sent to ${grace.email}.`);
  await page.goto(await waitForLink(app, grace.email, RESET));
  await page.getByLabel("New password").fill("a lighthouse at seven sharp");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed. Sign in with your new password.")).toBeVisible();
  await signIn(page, { email: grace.email, password: "a lighthouse at seven sharp" });
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();

  await page.goto("/settings/security");
  await panel.getByRole("button", { name: "Disconnect" }).click();
  await dialog.getByLabel("Your password").fill("a lighthouse at seven sharp");
  await dialog.getByRole("button", { name: "Disconnect" }).click();
  await expect(page.getByText("Harbour disconnected")).toBeVisible();
});

test("a user without a password who signed in long ago signs in again, and comes back", async ({
  page,
  app,
  provider,
  allow,
}) => {
  const grace = addOidcAccount(provider);
  await enterByProvider(page, grace);
  await runStatement(
    app.databaseUrl,
    "update sessions set created_at = now() - interval '16 minutes' where user_id = (select id from users where email = $1)",
    [grace.email],
  );
  allow(/403/);
  await page.goto("/settings/data");
  await page.getByRole("button", { name: "Delete account" }).click();
  const dialog = page.getByRole("dialog", { name: `Delete ${grace.email}?` });
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Sign in again to do this");
  await dialog.getByRole("button", { name: "Sign in again" }).click();
  await expect(page.getByText("Sign in again to continue")).toBeVisible();
  await page.getByRole("button", { name: "Continue with Harbour" }).click();
  await expect(page).toHaveURL("/settings/data");

  await page.getByRole("button", { name: "Delete account" }).click();
  await dialog.getByRole("button", { name: "Delete account" }).click();
  await expect(page.getByRole("heading", { name: "Your account was deleted" })).toBeVisible();
});

/** Asks to connect the provider, up to its page. */
async function connect(page: Page, { password }: Account): Promise<void> {
  await page.goto("/settings/security");
  await page.getByRole("button", { name: "Connect Harbour" }).click();
  const dialog = page.getByRole("dialog", { name: "Connect Harbour" });
  await dialog.getByLabel("Your password").fill(password);
  await dialog.getByRole("button", { name: "Continue" }).click();
  await expect(page).toHaveURL(/^http:\/\/127\.0\.0\.1:/);
}
