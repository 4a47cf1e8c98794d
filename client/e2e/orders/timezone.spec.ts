import { timezone } from "../support/browser.ts";
import { expect, test } from "../support/fixtures.ts";
import { addOrder, openOrders, rows } from "../support/orders.ts";

test("days and times of orders are the café's, not the browser's", async ({ page, app }) => {
  expect(timezone).toBe("Europe/Berlin");
  await openOrders(page, app, []);
  // At 12:00 UTC it is 13:00 in Berlin, and 02:00 of the next day on Kiritimati.
  const { id } = await addOrder(page, app, { item: "Night latte", placedAt: "2026-03-10T12:00:00Z" });
  await addOrder(page, app, { item: "Morning latte", placedAt: "2026-03-10T08:00:00Z" });
  const headers = { origin: app.url };
  const changed = await page.request.patch(`${app.api.url}/api/settings`, {
    data: { timezone: "Pacific/Kiritimati", currency: "NZD" },
    headers,
  });
  expect(changed.status()).toBe(200);

  // This browser doesn't know of it before the settings have come.
  await page.goto("/orders?from=2026-03-11&to=2026-03-11");
  await expect(rows(page)).toHaveText([/Night latte/]);
  await page.goto("/orders?from=2026-03-10&to=2026-03-10");
  await expect(rows(page)).toHaveText([/Morning latte/]);

  await page.goto(`/orders/${id}`);
  const placed = page.getByLabel("Placed");
  await expect(placed).toHaveValue("2026-03-11T02:00");
  await expect(placed).toHaveAccessibleDescription("Café time, Pacific/Kiritimati");
  await placed.fill("2026-03-11T00:30");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Night latte saved")).toBeVisible();
  const { data } = await (await page.request.get(`${app.api.url}/api/orders/${id}`)).json();
  expect(data.placedAt).toBe("2026-03-10T10:30:00.000Z");

  await page.getByRole("link", { name: "Add order" }).click();
  await expect(page.getByLabel("Total (NZD)")).toBeVisible();
});
