import type { Page } from "@playwright/test";
import type { App } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { addOrder, openOrders, rows } from "../support/orders.ts";
import { UNREACHABLE } from "../support/unreachable.ts";

const panel = (page: Page) => page.getByRole("dialog");

test("an order is added in a panel with a URL of its own, once", async ({ page, app, expectAccessible }) => {
  await openOrders(page, app, []);
  await page.getByRole("main").getByRole("link", { name: "Add order" }).first().click();
  await expect(page).toHaveURL("/orders/new");
  await expect(page).toHaveTitle("New order · Cafe");
  await expect(page.getByLabel("Item", { exact: true })).toBeFocused();
  await page.getByLabel("Quantity").fill("two");
  await page.getByLabel("Total (EUR)").fill("4.505");
  await panel(page).getByRole("button", { name: "Add order" }).click();
  await expect(page.getByLabel("Item", { exact: true })).toHaveAccessibleDescription("Required");
  await expect(page.getByLabel("Item", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Quantity")).toHaveAccessibleDescription("Must be a whole number");
  // red, though it isn't the one with the focus
  await expect(page.getByLabel("Quantity")).toHaveCSS("border-top-color", "rgb(180, 35, 24)");
  await expect(page.getByLabel("Total (EUR)")).toHaveAccessibleDescription("Enter an amount such as 4.50");
  await expectAccessible(page);

  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") sent.push(request.headers()["idempotency-key"] ?? "");
  });
  await page.getByLabel("Item", { exact: true }).fill(" Flat white ");
  await page.getByLabel("Category", { exact: true }).fill("Coffee");
  await page.getByLabel("Quantity").fill("2");
  await page.getByLabel("Total (EUR)").fill("9,50");
  await page.getByText("Pending", { exact: true }).last().click();
  await panel(page).getByRole("button", { name: "Add order" }).dblclick();
  await expect(page.getByText("Flat white added")).toBeVisible();
  await expect(page).toHaveURL("/orders");
  await expect(page).toHaveTitle("Orders · Cafe");
  await expect(rows(page)).toHaveText([/Flat white.*Coffee.*Pending.*2.*€9\.50/]);
  expect(sent).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
});

test("a double click on Add order opens one panel, and its form adds one order", async ({ page, app }) => {
  await openOrders(page, app, [{ item: "Latte" }]);
  await page.getByRole("link", { name: "Add order" }).evaluate((link: HTMLElement) => {
    link.click();
    link.click();
  });
  await page.getByLabel("Item", { exact: true }).fill("Mocha");
  await page.getByLabel("Category").last().fill("Coffee");
  await page.getByLabel(/^Total/).fill("4.5");
  await panel(page)
    .getByRole("button", { name: "Add order" })
    .evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
  await expect(page.getByText("Mocha added")).toBeVisible();
  await expect(page).toHaveURL("/orders");
  await expect(rows(page)).toHaveText([/Mocha/, /Latte/]);
});

test("a new order that was refused at first is sent again under the same key", async ({ page, app, allow }) => {
  await openOrders(page, app, [], "");
  await page.goto("/orders/new");
  await page.getByLabel("Item", { exact: true }).fill("Tea");
  await page.getByLabel("Category", { exact: true }).fill("Tea");
  await page.getByLabel("Total (EUR)").fill("3");
  allow(/ERR_FAILED|console error/);
  const keys: (string | undefined)[] = [];
  // The order arrives, its answer does not.
  await page.route(`${app.api.url}/api/orders`, async (route) => {
    keys.push(route.request().headers()["idempotency-key"]);
    if (keys.length > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await panel(page).getByRole("button", { name: "Add order" }).click();
  await expect(panel(page).getByRole("alert")).toContainText("Can't reach the server");
  await panel(page).getByRole("button", { name: "Add order" }).click();
  await expect(rows(page)).toHaveText([/Tea/]);
  expect(new Set(keys).size).toBe(1);
  expect(keys).toHaveLength(2);
});

test("a new order waits for the currency that its total is in", async ({ page, app, allow }) => {
  await openOrders(page, app, []);
  const settings = `${app.api.url}/api/settings`;
  await page.request.patch(settings, { data: { currency: "JPY" }, headers: { origin: app.url } });
  allow(UNREACHABLE);
  await page.route(settings, (route) => route.abort("connectionrefused"));
  await page.goto("/orders/new");
  await expect(panel(page).getByRole("alert")).toContainText("Couldn't load your café's currency");
  await page.unroute(settings);
  await panel(page).getByRole("button", { name: "Try again" }).click();
  await expect(page.getByLabel("Item", { exact: true })).toBeFocused();
  await page.getByLabel("Item", { exact: true }).fill("Tea");
  await page.getByLabel("Category", { exact: true }).fill("Tea");
  await page.getByLabel("Total (JPY)").fill("450");
  await panel(page).getByRole("button", { name: "Add order" }).click();
  await expect(rows(page)).toHaveText([/Tea.*¥450/]);
});

test("an order is edited where it is, and Back does not open it again", async ({ page, app }) => {
  await openOrders(page, app, [{ item: "Latte" }, { item: "Mocha" }], "?sort=totalCents");
  await page.getByRole("link", { name: "Latte" }).focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/orders\/[0-9a-f-]{36}\?sort=totalCents$/);
  await page.getByLabel("Item", { exact: true }).fill("Iced latte");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: "Iced latte" })).toBeVisible();
  await expect(page).toHaveURL("/orders?sort=totalCents");
  await expect(panel(page)).toBeHidden();
  await page.reload();
  await expect(rows(page)).toHaveCount(2);
});

test("an edit of an order that was saved meanwhile shows both versions, and either can be kept", async ({
  page,
  app,
  allow,
  expectAccessible,
}) => {
  allow(/412/);
  await openOrders(page, app, []);
  const { id } = await addOrder(page, app, { item: "Latte", quantity: 1, totalCents: 400 });
  await page.goto(`/orders/${id}`);
  await page.getByLabel("Quantity").fill("3");
  await change(page, app, id, { quantity: 2, totalCents: 800 });
  await panel(page).getByRole("button", { name: "Save" }).click();
  const versions = panel(page).getByRole("table", { name: "Versions of this order" });
  await expect(versions.locator("tbody").getByRole("row")).toHaveText(["Quantity23", "Total8.008.00"]);
  await expectAccessible(page);
  await panel(page).getByRole("button", { name: "Discard my changes" }).click();
  await expect(page.getByLabel("Quantity")).toHaveValue("2");

  await page.getByLabel("Quantity").fill("5");
  await change(page, app, id, { item: "Large latte" });
  await panel(page).getByRole("button", { name: "Save" }).click();
  await panel(page).getByRole("button", { name: "Save my changes" }).click();
  await expect(page.getByText("Large latte saved")).toBeVisible();
  await expect(rows(page)).toHaveText([/Large latte.*5.*€8\.00/]);
});

test("a deleted order comes back with Undo, and a link to one that is gone says so", async ({ page, app, allow }) => {
  await openOrders(page, app, [{ item: "Latte" }, { item: "Mocha" }]);
  await page.getByRole("link", { name: "Latte" }).click();
  const { pathname } = new URL(page.url());
  await panel(page).getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("1 order deleted")).toBeVisible();
  await expect(rows(page)).toHaveText([/Mocha/]);

  allow(/404/);
  await page.evaluate((path) => window.history.pushState(null, "", path), pathname);
  await page.evaluate(() => window.dispatchEvent(new PopStateEvent("popstate")));
  await expect(panel(page).getByRole("heading")).toHaveText("This order doesn't exist");
  await expect(page).toHaveTitle("This order doesn't exist · Cafe");
  await panel(page).getByRole("button", { name: "Back to orders" }).click();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("1 order restored")).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
});

test("an order that was deleted while it was edited is told to be, and what was typed stays", async ({
  page,
  app,
  allow,
}) => {
  allow(/404/);
  await openOrders(page, app, []);
  const { id } = await addOrder(page, app, { item: "Latte" });
  await page.goto(`/orders/${id}`);
  await page.getByLabel("Quantity").fill("3");
  const headers = { origin: app.url };
  expect((await page.request.delete(`${app.api.url}/api/orders/${id}`, { headers })).status()).toBe(200);
  await panel(page).getByRole("button", { name: "Save" }).click();
  await expect(panel(page).getByRole("alert")).toHaveText("This order was deleted while you were editing it.");
  await expect(page.getByLabel("Quantity")).toHaveValue("3");
});

async function change(page: Page, { url, api }: App, id: string, data: object) {
  const answer = await page.request.patch(`${api.url}/api/orders/${id}`, { data, headers: { origin: url } });
  expect(answer.status()).toBe(200);
}
