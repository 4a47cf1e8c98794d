import { expect, test } from "../support/fixtures.ts";
import { addOrder, aFew, openOrders, rows } from "../support/orders.ts";

const LIST = /api\/orders(\?|$)/;

test("new orders are announced, and appear on request", async ({ page, app }) => {
  const listening = page.waitForResponse(/api\/orders\/events/);
  await openOrders(page, app, aFew(2));
  await listening;
  await expect(rows(page)).toHaveCount(2);
  for (const item of ["Latte", "Mocha", "Tea"]) await addOrder(page, app, { item });
  const news = page.getByRole("status").filter({ hasText: "3 new orders" });
  await expect(news).toBeVisible();
  await expect(rows(page)).toHaveCount(2);
  await news.getByRole("button", { name: "Show" }).click();
  await expect(rows(page)).toHaveCount(5);
  await expect(rows(page).first()).toContainText("Tea");
  await expect(news).toBeHidden();
});

test("a user's own change is no news, and somebody else's is", async ({ page, app }) => {
  const listening = page.waitForResponse(/api\/orders\/events/);
  await openOrders(page, app, aFew(2));
  await listening;
  await rows(page).first().getByRole("checkbox").check();
  const renewed = page.waitForResponse(LIST);
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("1 order deleted")).toBeVisible();
  await renewed;
  const { data } = await (await page.request.get(`${app.api.url}/api/orders`)).json();
  const changed = await page.request.patch(`${app.api.url}/api/orders/${data.rows[0].id}`, {
    data: { quantity: 7 },
    headers: { origin: app.url },
  });
  expect(changed.status()).toBe(200);
  const told = page.getByRole("status").filter({ hasText: "Orders have changed" });
  await expect(told).toBeVisible();
  await expect(page.getByText(/new order/)).toHaveCount(0);
  await told.getByRole("button", { name: "Show" }).click();
  await expect(rows(page).first()).toContainText("7");
});

test("a change that was made while the list was on its way is announced", async ({ page, app }) => {
  const listening = page.waitForResponse(/api\/orders\/events/);
  await openOrders(page, app, aFew(1));
  await listening;
  const { data } = await (await page.request.get(`${app.api.url}/api/orders`)).json();
  const change = (quantity: number) =>
    page.request.patch(`${app.api.url}/api/orders/${data.rows[0].id}`, {
      data: { quantity },
      headers: { origin: app.url },
    });
  await change(7);
  const told = page.getByRole("status").filter({ hasText: "Orders have changed" });
  await expect(told).toBeVisible();
  const [read, changed] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route(
    LIST,
    async (route) => {
      const response = await route.fetch();
      read.resolve();
      await changed.promise;
      await route.fulfill({ response });
    },
    { times: 1 },
  );
  await told.getByRole("button", { name: "Show" }).click();
  await read.promise;
  // hears what the page hears
  const stream = await page.evaluateHandle(async (url) => {
    const source = new EventSource(url, { withCredentials: true });
    await new Promise((resolve) => source.addEventListener("open", resolve));
    return { heard: new Promise<void>((resolve) => source.addEventListener("orders", () => resolve())) };
  }, `${app.api.url}/api/orders/events`);
  await change(8);
  await stream.evaluate(({ heard }) => heard);
  changed.resolve();
  await expect(rows(page).first()).toContainText("7");
  await expect(told).toBeVisible();
  await told.getByRole("button", { name: "Show" }).click();
  await expect(rows(page).first()).toContainText("8");
});
