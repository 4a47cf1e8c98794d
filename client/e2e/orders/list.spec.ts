import { expect, test } from "../support/fixtures.ts";
import { expectNoSidewaysScrolling } from "../support/layout.ts";
import { aFew, openOrders, rows, span, table } from "../support/orders.ts";

test("orders are listed a page at a time, and the URL holds all of it", async ({ page, app, expectAccessible }) => {
  await openOrders(page, app, aFew(30));
  await expect(rows(page)).toHaveCount(25);
  await expect(rows(page).first()).toContainText("Item 1");
  await expect(rows(page).first()).toContainText("€100.00");
  await expect(rows(page).first().locator("time")).toHaveText(/now|minutes? ago/);
  await expect(span(page)).toHaveText("1–25 of 30");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Next" }).click();
  await expect(span(page)).toHaveText("26–30 of 30");
  await expect(rows(page)).toHaveCount(5);
  await page.reload();
  await expect(rows(page).first()).toContainText("Item 26");
  await page.getByRole("button", { name: "Previous" }).click();
  await expect(span(page)).toHaveText("1–25 of 30");
  await page.goBack();
  await expect(span(page)).toHaveText("26–30 of 30");

  await page.getByRole("button", { name: "Total" }).click();
  await expect(span(page)).toHaveText("1–25 of 30");
  await expect(table(page).getByRole("columnheader", { name: "Total" })).toHaveAttribute("aria-sort", "descending");
  await page.getByRole("button", { name: "Total" }).click();
  await expect(table(page).getByRole("columnheader", { name: "Total" })).toHaveAttribute("aria-sort", "ascending");
  await expect(rows(page).first()).toContainText("Item 30");
  await expect(page).toHaveURL("/orders?sort=totalCents&order=asc");
  await page.goBack();
  await page.goBack();
  await expect(span(page)).toHaveText("26–30 of 30");
});

test("there are columns only where each has room, and no sum is cut", async ({ page, app }) => {
  await openOrders(page, app, [{ item: "Catering", totalCents: 1_000_000_000_000 }]);
  await page.setViewportSize({ width: 1201, height: 800 });
  const cells = rows(page).getByRole("cell");
  await expect(cells.last()).toHaveText("€10,000,000,000.00");
  expect((await cells.nth(1).boundingBox())?.width).toBeGreaterThan(120);
  for (const cell of [cells.nth(1), cells.last().locator("div")]) {
    expect(await cell.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
  }
  await page.setViewportSize({ width: 1024, height: 800 });
  await expect(page.getByRole("list", { name: "Orders" }).getByRole("listitem")).toContainText("Catering");
  await expectNoSidewaysScrolling(page);
});

test("filters stack, are counted in the views, and go one by one", async ({ page, app, expectAccessible }) => {
  const longAgo = new Date(Date.now() - 3 * 86_400_000).toISOString();
  await openOrders(page, app, [
    { item: "Flat white", status: "pending" },
    { item: "Latte", status: "pending", placedAt: longAgo },
    { item: "Latte macchiato" },
    { item: "Croissant", category: "Bakery", status: "refunded" },
  ]);
  const views = page.getByRole("navigation", { name: "Views" });
  await expect(views.getByRole("link")).toHaveText(["All 4", "Pending 2", "Refunded 1", "Today 3"]);
  await page.getByRole("searchbox", { name: "Search items" }).fill("LATTE");
  await expect(rows(page)).toHaveCount(2);
  await expect(page).toHaveURL("/orders?q=LATTE");
  await expect(views.getByRole("link")).toHaveText(["All 2", "Pending 1", "Refunded 0", "Today 1"]);
  await views.getByRole("link", { name: "Pending" }).click();
  await expect(rows(page)).toHaveText([/Latte/]);
  await expect(page.getByRole("button", { name: "Status" })).toBeHidden();
  await page.goBack();
  await expect(rows(page)).toHaveCount(2);

  await page.getByRole("button", { name: "Status" }).click();
  await page.getByRole("menuitem", { name: "Completed" }).click();
  await expect(rows(page)).toHaveText([/Latte macchiato/]);
  await page.getByRole("button", { name: "Category" }).click();
  await page.getByRole("menuitem", { name: "Bakery" }).click();
  await expect(page.getByRole("heading", { name: "No orders match" })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "No orders match" })).toHaveCount(1);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove filter: Status" }).click();
  await page.getByRole("button", { name: "Remove filter: Category" }).click();
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole("search").getByRole("button", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(4);
  await page.getByRole("searchbox", { name: "Search items" }).fill("zzz");
  await page.getByRole("region", { name: "Orders" }).getByRole("button", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(4);
  await expect(page.getByRole("region", { name: "Orders" })).toBeFocused();
  await expect(page.getByRole("searchbox")).toHaveValue("");

  await page.getByRole("button", { name: "Date" }).click();
  await page
    .getByRole("textbox", { name: "To" })
    .fill(new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10));
  await page.keyboard.press("Enter");
  await expect(rows(page)).toHaveText([/Latte/]);
  await expect(page.getByRole("button", { name: /^Date: until/ })).toBeVisible();
});

test("an account without orders says what to do, and sample orders fill the page", async ({
  page,
  app,
  expectAccessible,
}) => {
  await openOrders(page, app, []);
  await expect(page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Add sample orders" }).click();
  await expect(rows(page)).toHaveCount(25);
  await expect(span(page)).toHaveText(/^1–25 of [\d,]+$/);
});

test("a page that can't be loaded shows its reference, and the one on screen stays", async ({ page, app, allow }) => {
  await openOrders(page, app, aFew(3));
  await expect(rows(page)).toHaveCount(3);
  allow(/500/);
  const error = { code: "INTERNAL_ERROR", message: "Something failed on our side", requestId: "reference-42" };
  await page.route(`${app.api.url}/api/orders?*`, (route) =>
    route.fulfill({
      status: 500,
      json: { status: "error", data: null, error },
      headers: { "access-control-allow-origin": app.url, "access-control-allow-credentials": "true" },
    }),
  );
  await page.getByRole("button", { name: "Total" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Couldn't refresh" })).toContainText("reference-42");
  await expect(rows(page)).toHaveCount(3);
  await page.reload();
  await expect(page.getByRole("alert")).toContainText("reference-42");
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(rows(page).first()).toContainText("Item 1");
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeFocused();
});

test("what can't be had for another view is said, and the rows from before are dimmed", async ({
  page,
  app,
  allow,
}) => {
  await openOrders(page, app, [{ item: "Latte" }, { item: "Mocha", status: "pending" }]);
  await expect(rows(page)).toHaveCount(2);
  allow(/ERR_FAILED|request failed/);
  await page.route(`${app.api.url}/api/orders?*`, (route) => route.abort());
  await page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: "Pending" }).click();
  await expect(page.getByText("Still showing the orders from before.")).toBeVisible();
  await expect(page.locator("[data-switching]")).toHaveCSS("opacity", "0.6");
  await page.unrouteAll();
  await expect(rows(page)).toHaveText([/Mocha/]);
  await expect(page.getByText("Still showing the orders from before.")).toBeHidden();
  await expect(page.locator("[data-switching]")).toHaveCount(0);
});

test("the list works by keyboard alone", async ({ page, app }) => {
  await openOrders(page, app, aFew(30));
  await page.getByRole("button", { name: "Placed" }).focus();
  await page.keyboard.press("Enter");
  await expect(rows(page).first()).toContainText("Item 30");
  await rows(page).first().locator("time").focus();
  await expect(page.getByRole("tooltip")).toContainText(String(new Date().getFullYear()));
  await page.getByRole("button", { name: "Next" }).focus();
  await page.keyboard.press("Enter");
  await expect(span(page)).toHaveText("26–30 of 30");
  await expect(page.getByRole("button", { name: "Next" })).toBeFocused();
});
