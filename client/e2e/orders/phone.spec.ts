import { phone } from "../support/browser.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectNoSidewaysScrolling } from "../support/layout.ts";
import { openOrders, span } from "../support/orders.ts";

test.use(phone);

const LONG = "A very long name of a very special breakfast with everything that the kitchen has to give, twice";

test("the orders page fits a phone, as cards", async ({ page, app, expectAccessible }) => {
  await openOrders(page, app, [
    { item: LONG, category: LONG, quantity: 100_000, totalCents: 1_000_000_000_000, status: "refunded" },
    { item: "Latte", totalCents: 450 },
  ]);
  const cards = page.getByRole("list", { name: "Orders" }).getByRole("listitem");
  await expect(cards).toHaveCount(2);
  await expectNoSidewaysScrolling(page);
  // a filter looks like one, not like the browser's own button
  await expect(page.getByRole("button", { name: "Category", exact: true })).toHaveCSS("border-top-width", "0px");
  await page.getByRole("combobox", { name: "Sort by" }).selectOption("Lowest total");
  await expect(cards.first()).toContainText("Latte");
  await page.getByRole("button", { name: "Category" }).click();
  await page.getByRole("menuitem", { name: LONG }).click();
  await expect(cards).toHaveCount(1);
  await expectNoSidewaysScrolling(page);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Import" }).click();
  const buffer = Buffer.from("item,category,quantity,total\nMocha,Coffee,2,9.00\n");
  const file = { name: "till.csv", mimeType: "text/csv", buffer };
  await page.getByLabel("Drop a CSV file here, or choose one").setInputFiles(file);
  const preview = page.getByRole("list", { name: "First orders in the file" }).getByRole("listitem");
  await expect(preview).toHaveText(/2 × Mocha.*€9\.00.*Completed/);
  await expectAccessible(page);
});

test("at 320 pixels an order's time is not cut, and a box is easy to hit", async ({ page, app }) => {
  await page.setViewportSize({ width: 320, height: 720 });
  const placedAt = new Date(Date.now() - 40 * 60_000).toISOString();
  await openOrders(page, app, [{ item: LONG, category: LONG, totalCents: 123_450, status: "refunded", placedAt }]);
  const card = page.getByRole("list", { name: "Orders" }).getByRole("listitem");
  const [time, badge] = await Promise.all([
    card.locator("time").boundingBox(),
    card.getByText("Refunded").boundingBox(),
  ]);
  expect((time?.x ?? 0) + (time?.width ?? 1_000)).toBeLessThanOrEqual(badge?.x ?? 0);

  const box = card.getByRole("checkbox");
  const place = await box.boundingBox();
  await page.mouse.click((place?.x ?? 0) - 8, (place?.y ?? 0) - 8);
  await expect(box).toBeChecked();
  const bar = page.getByRole("toolbar", { name: "Selected orders" });
  const [deletion, clear] = await Promise.all(
    ["Delete", "Clear selection"].map((name) => bar.getByRole("button", { name }).boundingBox()),
  );
  for (const button of [deletion, clear]) expect((button?.x ?? 0) + (button?.width ?? 0)).toBeLessThanOrEqual(304);
  await expectNoSidewaysScrolling(page);
});

test("at 320 pixels which orders of how many are on screen stays on one line", async ({ page, app }) => {
  await page.setViewportSize({ width: 320, height: 720 });
  await openOrders(page, app, []);
  await page.getByRole("button", { name: "Add sample orders" }).click();
  await expect(span(page)).toHaveText(/^1–25 of \d,\d+$/);
  await page.getByRole("button", { name: "Next" }).click();
  await expect(span(page)).toHaveText(/^26–50 of/);
  expect((await span(page).boundingBox())?.height).toBeLessThan(30);
  await expectNoSidewaysScrolling(page);
});
