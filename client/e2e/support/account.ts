import { expect, type Page } from "@playwright/test";
import type { App } from "./app.ts";

export type Account = { email: string; password: string; name?: string };

export const newAccount = (account: Partial<Account> = {}): Account => ({
  email: `ada.${crypto.randomUUID()}@example.com`,
  password: "correct horse battery staple",
  ...account,
});

/** Signs up through the page, to the dashboard. */
export async function signUp(page: Page, account: Account = newAccount()): Promise<Account> {
  await page.goto("/sign-up");
  if (account.name) await page.getByLabel("Name").fill(account.name);
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard", level: 1 })).toBeVisible();
  return account;
}

/** An account straight from the API, whose session the page has. */
export async function createAccount(page: Page, { url, api }: App, own: Partial<Account> = {}): Promise<Account> {
  const account = newAccount(own);
  const answer = await page.request.post(`${api.url}/api/auth/signup`, { data: account, headers: { origin: url } });
  expect(answer.status()).toBe(201);
  return account;
}

/** An account that isn't signed in here. */
export async function createAccountElsewhere({ api }: App): Promise<Account> {
  const account = newAccount();
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${api.url}/api/auth/signup`, { method: "POST", headers, body: JSON.stringify(account) });
  expect(answer.status).toBe(201);
  return account;
}

/** For tests that begin on the dashboard. */
export async function openDashboard(page: Page, app: App, own: Partial<Account> = {}): Promise<Account> {
  const account = await createAccount(page, app, own);
  await page.goto("/");
  await expectDashboard(page);
  return account;
}

/** The dashboard of a new account, with all that it has loaded. */
export const expectDashboard = (page: Page) =>
  expect(page.getByRole("heading", { name: "No orders yet" })).toBeVisible();

export async function signIn(page: Page, { email, password }: Account): Promise<void> {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

export async function signOut(page: Page): Promise<void> {
  const item = page.getByRole("menuitem", { name: "Sign out" });
  // a menu that is just closing takes the first click
  await expect(async () => {
    if (!(await item.isVisible())) await page.getByRole("button", { name: /^Account/ }).click();
    await item.click({ timeout: 2000 });
  }).toPass();
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
}
