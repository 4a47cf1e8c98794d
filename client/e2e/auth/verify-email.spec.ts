import { createAccount, createAccountElsewhere, newAccount, signIn } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { CONFIRM, waitForLink, waitForMails } from "../support/mail.ts";

test("the email's link confirms the address when its button is pressed, and only once", async ({
  page,
  app,
  allow,
}) => {
  const account = await createAccount(page, app);
  const link = await waitForLink(app, account.email, CONFIRM);
  await page.goto(link);
  await expect(page).toHaveURL("/verify-email");
  const confirm = page.getByRole("button", { name: "Confirm my email" });
  await expect(confirm).toBeVisible();
  expect(await isVerified()).toBe(false);

  await confirm.click();
  await expect(page.getByRole("heading", { name: "Your email is confirmed" })).toBeFocused();
  await expect(page.getByRole("main")).toContainText(`${account.email} is confirmed.`);
  expect(await isVerified()).toBe(true);
  await page.getByRole("link", { name: "Go to dashboard" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeFocused();

  allow(/400/);
  await page.goto(link);
  await confirm.click();
  await expect(page.getByRole("heading", { name: "This link has expired or was already used" })).toBeFocused();
  await expect(page.getByRole("main")).toContainText(`${account.email} is confirmed.`);

  async function isVerified() {
    const session = await (await page.request.get(`${app.api.url}/api/auth/session`)).json();
    return session.data.user.emailVerified;
  }
});

test("a signed-out user goes on to signing in with the email", async ({ page, app }) => {
  const account = await createAccountElsewhere(app);
  await page.goto(await waitForLink(app, account.email, CONFIRM));
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await page.getByRole("link", { name: "Sign in", exact: true }).click();
  await expect(page.getByLabel("Email")).toHaveValue(account.email);
  await signIn(page, account);
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("a user signed in to another account is shown both emails", async ({ page, app, request }) => {
  const owner = newAccount();
  expect((await request.post(`${app.api.url}/api/auth/signup`, { data: owner })).status()).toBe(201);
  const other = await createAccount(page, app);
  await page.goto(await waitForLink(app, owner.email, CONFIRM));
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await expect(page.getByRole("main")).toContainText(`${owner.email} is confirmed.`);
  await expect(page.getByRole("main")).toContainText(`You're signed in as ${other.email} in this browser.`);
});

test("an expired link leads to another, also when signed out", async ({ page, app, allow }) => {
  const account = await createAccountElsewhere(app);
  allow(/400/);
  await page.goto("/verify-email#token=long-gone");
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await expect(page.getByRole("heading", { name: "This link has expired or was already used" })).toBeFocused();
  await page.getByLabel("Email").fill(account.email);
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByRole("heading", { name: "Check your email" })).toBeFocused();

  const [newest] = await waitForMails(app, account.email, CONFIRM, 2);
  await page.goto(newest?.link ?? "");
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await expect(page.getByRole("main")).toContainText(`${account.email} is confirmed.`);
});

test("a signed-in user gets the new link without typing the email", async ({ page, app }) => {
  const account = await createAccount(page, app);
  await page.goto("/verify-email");
  await expect(page.getByLabel("Email")).toHaveValue(account.email);
});

test("a second link opened in the same tab counts, not the first", async ({ page, app, allow }) => {
  allow(/400/);
  const account = await createAccount(page, app);
  await page.goto("/verify-email#token=long-gone");
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await expect(page.getByRole("heading", { name: "This link has expired or was already used" })).toBeVisible();
  await page.goto(await waitForLink(app, account.email, CONFIRM));
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await expect(page.getByRole("main")).toContainText(`${account.email} is confirmed.`);
});

test("a new email takes effect when its link is used", async ({ page, app }) => {
  const { password } = await createAccount(page, app);
  const { email } = newAccount();
  const headers = { origin: app.url };
  const asked = await page.request.post(`${app.api.url}/api/auth/change-email`, { data: { email, password }, headers });
  expect(asked.status()).toBe(202);
  await page.goto(await waitForLink(app, email, /^Confirm your new email/));
  await page.getByRole("button", { name: "Confirm my email" }).click();
  await expect(page.getByRole("main")).toContainText(`${email} is confirmed.`);
  await expect(page.getByRole("main")).not.toContainText("In this browser");
  await page.getByRole("link", { name: "Go to dashboard" }).click();
  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByText(email).first()).toBeVisible();
});
