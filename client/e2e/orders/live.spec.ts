import { expect, test } from "../support/fixtures.ts";
import { addOrder, aFew, openOrders, rows } from "../support/orders.ts";

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
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("1 order deleted")).toBeVisible();
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
