import { createAccount, createAccountElsewhere, newAccount, signIn } from "../support/account.ts";
import type { App } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { RESET, waitForLink, waitForMails } from "../support/mail.ts";

const NEW_PASSWORD = "seven purple umbrellas";

test("a forgotten password is reset by the email's link", async ({ page, app, allow }) => {
  const account = await createAccountElsewhere(app);
  await page.goto("/sign-in?next=/?range=7d");
  await page.getByLabel("Email").fill(account.email);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeFocused();
  await expect(page.getByLabel("Email")).toHaveValue(account.email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeFocused();

  await page.getByRole("link", { name: "Open the development inbox" }).click();
  await page.getByRole("navigation", { name: "Emails" }).getByRole("link", { name: account.email }).first().click();
  await expect(page.getByRole("heading", { name: "Reset your Cafe password" })).toBeFocused();
  await page.getByRole("link", { name: /reset-password#token/ }).click();

  await expect(page).toHaveURL("/reset-password");
  await page.reload();
  await expect(page).toHaveURL("/reset-password");
  const password = page.getByLabel("New password");
  allow(/400/);
  await password.fill("password123");
  await expect(password).toHaveAccessibleDescription("This password is too common. Choose a less common one.");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(password).toHaveAccessibleDescription("This password is too common. Choose a less common one.");
  await expect(password).toBeFocused();
  await password.fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();

  await expect(page.getByRole("status")).toHaveText("Password changed. Sign in with your new password.");
  await signIn(page, { ...account, password: NEW_PASSWORD });
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("the token of an email's link is nowhere in the browser's history", async ({ page, app }) => {
  const { email } = await createAccount(page, app);
  const link = await askForLink(app, email);
  await page.goto("/inbox");
  await page.goto(link);
  await expect(page.getByLabel("New password")).toBeVisible();
  await expect(page).toHaveURL("/reset-password");
  await page.goBack();
  await expect(page).toHaveURL("/inbox");
  await page.goForward();
  await expect(page.getByLabel("New password")).toBeVisible();
  await expect(page).toHaveURL("/reset-password");
});

test("a link that was used says so and leads to another", async ({ page, app, allow }) => {
  const account = await createAccountElsewhere(app);
  const link = await askForLink(app, account.email);
  await page.goto(link);
  await expect(page.getByRole("main")).toContainText(`For ${account.email}`);
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(account.email);

  // It's said before a password is asked for.
  allow(/400/);
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link has expired or was already used" })).toBeVisible();
  await page.getByRole("link", { name: "Send a new link" }).click();
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeFocused();
});

test("a link without its token says so", async ({ page }) => {
  await page.goto("/reset-password");
  await expect(page.getByRole("heading", { name: "This link is incomplete" })).toBeVisible();
});

test("a reset signs the account out, and the new password signs it in", async ({ page, app }) => {
  const account = await createAccount(page, app);
  await page.goto(await askForLink(app, account.email));
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("status")).toHaveText("Password changed. Sign in with your new password.");
});

test("a user signed in to another account stays signed in, and is told so", async ({ page, app, request }) => {
  const owner = newAccount();
  const signedUp = await request.post(`${app.api.url}/api/auth/signup`, { data: owner });
  expect(signedUp.status()).toBe(201);
  const other = await createAccount(page, app);

  await page.goto(await askForLink(app, owner.email));
  await page.getByLabel("New password").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("heading", { name: "Password changed" })).toBeFocused();
  await expect(page.getByRole("main")).toContainText(`You're signed in as ${other.email} in this browser.`);
  await page.getByRole("link", { name: "Go to dashboard" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeFocused();
});

test("an email without an account gets the same answer", async ({ page, app }) => {
  const known = await createAccountElsewhere(app);
  const texts: (string | null)[] = [];
  await page.goto("/forgot-password");
  for (const { email } of [known, newAccount()]) {
    if (texts.length > 0) await page.getByRole("button", { name: "Use a different email" }).click();
    await page.getByLabel("Email").fill(email);
    await page.getByRole("button", { name: "Send link" }).click();
    await expect(page.getByRole("heading", { name: "Check your email" })).toBeFocused();
    const text = await page.getByRole("main").textContent();
    texts.push(text?.replace(email, "…").replace(/in \d+ secs/, "") ?? null);
  }
  expect(texts[0]).toContain("If … has an account");
  expect(texts[1]).toBe(texts[0]);
});

test("the email can be sent again, but not at once", async ({ page, app }) => {
  const account = await createAccountElsewhere(app);
  await page.clock.install();
  await page.goto("/forgot-password");
  await page.getByLabel("Email").fill(account.email);
  await page.getByRole("button", { name: "Send link" }).click();
  const again = page.getByRole("button", { name: /^Resend/ });
  await expect(again).toHaveText(/^Resend in \d+ secs$/);
  await expect(again).toBeDisabled();

  await page.clock.fastForward(30_000);
  await expect(again).toHaveText("Resend email");
  await again.click();
  await expect(page.getByRole("status")).toHaveText("Email sent again");
  await expect(again).toBeFocused();
  await expect(again).toHaveText(/^Resend in \d+ secs$/);
  await waitForMails(app, account.email, RESET, 2);
});

/** Asks as somebody would whose browser is another. */
async function askForLink(app: App, email: string): Promise<string> {
  const answer = await fetch(`${app.api.url}/api/auth/forgot-password`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email }),
  });
  expect(answer.status).toBe(202);
  return waitForLink(app, email, RESET);
}
