import { expect, test } from "./fixtures.ts";
import { expectNoSidewaysScrolling } from "./layout.ts";
import { openOrders } from "./orders.ts";

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
});
