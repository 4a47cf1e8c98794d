import { expect, type Page } from "@playwright/test";
import type { App } from "./app.ts";
import { timezone } from "./browser.ts";

export type Account = { email: string; password: string; name?: string };

export const newAccount = (account: Partial<Account> = {}): Account => ({
  email: `ada.${crypto.randomUUID()}@example.com`,
  password: "correct horse battery staple",
  ...account,
});

/** Signs up through the page, to the empty dashboard. */
export async function signUp(page: Page, account: Account = newAccount()): Promise<Account> {
  await page.goto("/sign-up");
  if (account.name) await page.getByLabel("Name").fill(account.name);
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Dashboard", level: 1 })).toBeVisible();
  return account;
}

/** For tests that begin on the dashboard: an account straight from the API, with sample orders if they need any. */
export async function openDashboard(
  page: Page,
  { url, api }: App,
  options: { orders?: boolean; name?: string; email?: string } = {},
) {
  const { orders, ...own } = options;
  const account = newAccount(own);
  const headers = { origin: url };
  const answers = [await page.request.post(`${api.url}/api/auth/signup`, { data: account, headers })];
  if (orders) {
    answers.push(await page.request.post(`${api.url}/api/orders/sample`, { data: { timezone }, headers }));
  }
  for (const answer of answers) expect(answer.status()).toBe(201);
  await page.goto("/");
  if (orders) await expectFigures(page);
  else await expect(page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
  return account;
}

/** The headings stand there before the figures; a card comes with its figure. */
const expectFigures = (page: Page) => expect(page.getByRole("article")).toHaveCount(4);

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

export async function addSampleOrders(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add sample orders" }).click();
  await expect(page.getByText(/sample orders added/)).toBeVisible();
}

/** What a card says of the change over 90 days of sample orders; midnight may have moved the oldest out of them. */
export const AFTER_90_DAYS = /No previous period|vs previous 90 days/;
