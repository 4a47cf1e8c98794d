import { openDashboard } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { addOrder, openFullDashboard, openOrders, rows, span } from "../support/orders.ts";

test("figures are compared with the same weekdays, which is remembered, and shown in the table", async ({
  page,
  app,
}) => {
  await openFullDashboard(page, app);
  const card = page.getByRole("article").first();
  await expect(card).toContainText("vs previous 30 days");
  await page.getByLabel("Compare with").selectOption("weekday");
  await expect(card).toContainText("vs same weekdays, 5 weeks before");
  await expect(page).toHaveURL(/[?&]compare=weekday/);
  await page.goto("/");
  await expect(card).toContainText("vs same weekdays, 5 weeks before");

  await page.getByRole("application").focus();
  await page.keyboard.press("Home");
  const panel = page.getByRole("region", { name: "Revenue per day", exact: true });
  await expect(panel.getByRole("definition")).toHaveCount(4);
  const told = await panel.getByRole("definition").allTextContents();
  await page.getByText("Table", { exact: true }).click();
  const oldest = panel.getByRole("row").last();
  await expect(oldest).toContainText(told[0] ?? "");
  await expect(oldest).toContainText(`${told[1]}${told[2]}`);
  expect(told[2]).toMatch(/higher|lower|No change/);
  const first = page.waitForRequest(/dashboard\/data/);
  await page.reload();
  expect(new URL((await first).url()).searchParams.get("compare")).toBe("weekday");
});

test("what sells leads to its orders of the same days", async ({ page, app, expectAccessible }) => {
  await openFullDashboard(page, app);
  const sells = page.getByRole("region", { name: "What sells" });
  await expect(sells.getByRole("list", { name: "Top items" }).getByRole("listitem")).toHaveCount(5);
  await expectAccessible(page);
  const category = sells.getByRole("list", { name: "Categories" }).getByRole("link").first();
  await expect(category).toHaveText(/\D+€[\d,.]+\d[\d.]*%$/);
  const name = await category.locator("span").first().textContent();
  await category.click();
  await expect(page.getByRole("heading", { name: "Orders", level: 1 })).toBeVisible();
  const { searchParams } = new URL(page.url());
  expect(searchParams.get("category")).toBe(name);
  const [from, to] = ["from", "to"].map((end) => Date.parse(searchParams.get(end) ?? ""));
  expect(((to ?? 0) - (from ?? 0)) / 86_400_000).toBe(29);
  await expect(page.getByRole("row").nth(1)).toContainText(name ?? "");
  // the views' counts and the export are of these orders too
  const all = page.getByRole("navigation", { name: "Views" }).getByRole("link", { name: /^All/ });
  const total = /of ([\d,]+)$/.exec(await span(page).innerText())?.[1];
  await expect(all).toHaveText(`All ${total}`);
  await expect(page.getByRole("link", { name: "Export" })).toHaveAttribute("href", new RegExp(`category=${name}`));
});

test("the chart says what its lines are, and its days stand apart on a narrow screen too", async ({ page, app }) => {
  await openFullDashboard(page, app);
  await page.setViewportSize({ width: 820, height: 800 });
  const labels = page.getByRole("application").locator(".recharts-xAxis-tick-labels text");
  await expect(labels.last()).toBeVisible();
  const boxes = await labels.evaluateAll((all) => all.map((label) => label.getBoundingClientRect().toJSON()));
  expect(boxes.length).toBeGreaterThan(3);
  for (const [index, { left }] of boxes.entries()) {
    if (index > 0) expect(left - boxes[index - 1].right).toBeGreaterThan(8);
  }
  const legend = page.getByRole("application").getByRole("list");
  await expect(legend.getByRole("listitem")).toHaveText(["Revenue", "Previous 30 days"]);
  await page.getByLabel("Compare with").selectOption("weekday");
  await page.getByRole("switch", { name: "Orders" }).click();
  await expect(legend.getByRole("listitem")).toHaveText(["Revenue", "Same weekdays, 5 weeks before", "Orders"]);
});

test("a top item leads to its own orders, and categories beyond the first five are a button away", async ({
  page,
  app,
}) => {
  await openOrders(page, app, [
    { item: "Latte", totalCents: 90_000 },
    { item: "Iced latte", totalCents: 500 },
    ...["Bakery", "Kitchen", "Drinks", "Beans", "Gifts", "Books"].map((category, index) => ({
      item: category,
      category,
      totalCents: 400 - index,
    })),
  ]);
  await page.goto("/");
  const categories = page.getByRole("list", { name: "Categories" }).getByRole("listitem");
  await expect(categories).toHaveCount(5);
  await page.getByRole("button", { name: "Show all 7" }).click();
  await expect(categories.last()).toContainText("Books");
  await expect(categories).toHaveCount(7);

  await page.getByRole("list", { name: "Top items" }).getByRole("link", { name: "Latte" }).first().click();
  await expect(rows(page)).toHaveText([/^Latte/]);
  await page.getByRole("button", { name: "Remove filter: Item" }).click();
  await expect(rows(page)).toHaveCount(8);
});

test("a new order is counted at once, but moves no row under the pointer", async ({ page, app }) => {
  const listening = page.waitForResponse(/orders\/events/);
  await openFullDashboard(page, app);
  await listening;
  const newest = page.getByRole("region", { name: "Newest orders" }).getByRole("row").nth(1);
  const before = await newest.textContent();
  await newest.hover();
  const order = { item: "Golden espresso", category: "Coffee", quantity: 1, totalCents: 98_765_400 };
  const headers = { origin: app.url };
  const answer = await page.request.post(`${app.api.url}/api/orders`, { data: order, headers });
  expect(answer.status()).toBe(201);
  await expect(page.getByRole("article").first()).toContainText(/€9\d\d,\d\d\d|€1,0\d\d,\d\d\d/);
  await expect(newest).toHaveText(before ?? "");
  await page.mouse.move(0, 0);
  await expect(newest).toContainText("Golden espresso");
});

test("today so far counts each order as it comes, and begins anew at midnight", async ({ page, app }) => {
  const listening = page.waitForResponse(/orders\/events/);
  await page.clock.install();
  await openOrders(page, app, [{ item: "Latte", totalCents: 1_000 }]);
  await page.goto("/");
  await listening;
  const figures = page.getByRole("region", { name: "Today so far" }).getByRole("definition");
  await expect(figures).toHaveText(["€10.00", "1", "€10.00", "€0.00"]);
  await addOrder(page, app, { item: "Mocha", totalCents: 500 });
  await expect(figures).toHaveText(["€15.00", "2", "€7.50", "€0.00"]);

  const renewed = page.waitForRequest(/api\/dashboard\/data/);
  await page.clock.fastForward("24:00:00");
  await renewed;
});

test("an empty dashboard leads to adding an order and to importing a file", async ({ page, app, expectAccessible }) => {
  await openDashboard(page, app);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Import a CSV file" }).click();
  await expect(page).toHaveURL("/orders/import");
  await page.goto("/");
  await page.getByRole("link", { name: "Add order" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
});
