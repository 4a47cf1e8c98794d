import { expect, type Page } from "@playwright/test";
import { createAccount } from "./account.ts";
import type { App } from "./app.ts";
import { timezone } from "./browser.ts";

export type NewOrder = {
  item: string;
  category?: string;
  quantity?: number;
  totalCents?: number;
  status?: string;
  placedAt?: string;
};

/** A dashboard with figures: of an account straight from the API, with sample orders. */
export async function openFullDashboard(page: Page, app: App, own: { name?: string } = {}) {
  const account = await createAccount(page, app, own);
  const sample = { data: { timezone }, headers: { origin: app.url } };
  expect((await page.request.post(`${app.api.url}/api/orders/sample`, sample)).status()).toBe(201);
  await page.goto("/");
  // the headings stand there before the figures; a card comes with its figure
  await expect(page.getByRole("article")).toHaveCount(4);
  return account;
}

export async function addSampleOrders(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add sample orders" }).click();
  await expect(page.getByText(/sample orders added/)).toBeVisible();
}

/** What a card says of the change over 90 days of sample orders; midnight may have moved the oldest out of them. */
export const AFTER_90_DAYS = /No previous period|vs previous 90 days/;

/** A new account with these orders, straight from the API, on its orders page. */
export async function openOrders(page: Page, app: App, orders: NewOrder[], search = ""): Promise<void> {
  await createAccount(page, app);
  for (const order of orders) await addOrder(page, app, order);
  await page.goto(`/orders${search}`);
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
}

export async function addOrder(page: Page, { url, api }: App, order: NewOrder): Promise<{ id: string }> {
  const data = { category: "Coffee", quantity: 1, totalCents: 350, ...order };
  const answer = await page.request.post(`${api.url}/api/orders`, { data, headers: { origin: url } });
  expect(answer.status()).toBe(201);
  return (await answer.json()).data;
}

/** `count` orders a minute apart, the first one the newest; its total is the highest. */
export const aFew = (count: number): NewOrder[] =>
  Array.from({ length: count }, (_, index) => ({
    item: `Item ${index + 1}`,
    totalCents: 10_000 - index,
    placedAt: new Date(Date.now() - index * 60_000).toISOString(),
  }));

export const table = (page: Page) => page.getByRole("table", { name: "Orders" });
/** The rows without the header. */
export const rows = (page: Page) => table(page).locator("tbody").getByRole("row");
export const span = (page: Page) => page.getByRole("navigation", { name: "Pages" }).getByRole("status");
