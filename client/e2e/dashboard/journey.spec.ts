import type { OrderList } from "@cafe-app-ai/shared/orders";
import { runStatement } from "../../../server/src/test/database/database.ts";
import { newAccount, openDashboard, signIn, signOut, signUp } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { AFTER_90_DAYS, addSampleOrders, openFullDashboard } from "../support/orders.ts";

test("a visitor signs up, adds sample orders, reads the dashboard, and comes back to it", async ({ page, allow }) => {
  const account = await signUp(page, newAccount({ name: "Ada Lovelace" }));
  await expect(page).toHaveTitle("Dashboard · Cafe");
  await expect(page.getByRole("heading", { name: "No orders yet" })).toBeVisible();

  await addSampleOrders(page);
  const cards = page.getByRole("region", { name: "Summary" }).getByRole("article");
  await expect(cards).toHaveCount(4);
  await expect(cards.first()).toContainText(
    /Revenue€[\d,]+\.\d\d(\d[\d.]*% (higher|lower)|No change) vs previous 30 days/,
  );
  await expect(page.getByRole("region", { name: "Newest orders" }).getByRole("row")).toHaveCount(11);
  await expect(page.getByRole("application")).toContainText("Today");

  await page.getByText("7 days", { exact: true }).click();
  await expect(page).toHaveURL(/\?range=7d$/);
  await expect(cards.first()).toContainText("previous 7 days");
  await page.reload();
  await expect(page.getByRole("radio", { name: "7 days" })).toBeChecked();
  await expect(cards.first()).toContainText("previous 7 days");

  await page.getByText("90 days", { exact: true }).click();
  await expect(cards.first()).toContainText(AFTER_90_DAYS);

  await signOut(page);
  await page.goto("/?range=7d");
  await expect(page).toHaveURL("/sign-in?next=%2F%3Frange%3D7d");

  allow(/401/);
  await signIn(page, { ...account, password: "a wrong password" });
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(account.email);

  await signIn(page, account);
  await expect(page).toHaveURL("/?range=7d");
  await expect(cards.first()).toContainText("previous 7 days");
});

test("the chart can be read by keyboard and as a table", async ({ page, app }) => {
  await openFullDashboard(page, app);

  const chart = page.getByRole("application");
  await chart.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("region", { name: "Revenue per day" }).getByRole("definition")).toHaveCount(4);

  await page.getByText("Table", { exact: true }).click();
  const days = page.getByRole("region", { name: "Revenue per day" }).getByRole("row");
  await expect(days).toHaveCount(31);
  await page.getByText("7 days", { exact: true }).click();
  await expect(days).toHaveCount(8);
});

test("an order counts on the day that its reader had", async ({ page, app }) => {
  const { email } = await openDashboard(page, app);
  // half past eleven at night by UTC, when the next day has begun in Berlin, in summer and in winter
  const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
  await runStatement(
    app.databaseUrl,
    `insert into orders (user_id, item, category, quantity, total_cents, placed_at)
     select id, 'Espresso', 'Coffee', 1, 240, $2 from users where email = $1`,
    [email, `${day(-3)}T23:30:00Z`],
  );
  await page.goto("/?range=7d");
  await expect(page.getByRole("article").first()).toContainText("No previous period");
  await page.getByText("Table", { exact: true }).click();
  const rows = page.getByRole("region", { name: "Revenue per day" }).getByRole("row");
  await expect(rows.filter({ hasText: "€2.40" }).locator("time")).toHaveAttribute("datetime", day(-2));
});

test.describe("far from UTC", () => {
  test.use({ timezoneId: "Asia/Tokyo" });

  test("sample orders are made in the reader's days: no café of theirs is open at night", async ({ page, app }) => {
    await openDashboard(page, app);
    await addSampleOrders(page);
    const answer = await page.request.get(`${app.api.url}/api/orders?limit=100`);
    const { rows } = (await answer.json()).data as OrderList;
    expect(rows).toHaveLength(100);
    const clock = new Intl.DateTimeFormat("en", { timeZone: "Asia/Tokyo", hour: "numeric", hourCycle: "h23" });
    const hours = rows.map(({ placedAt }) => Number(clock.format(new Date(placedAt))));
    expect(hours.filter((hour) => hour < 6 || hour > 19)).toEqual([]);
  });
});

test("an order's time is shown in full when it has the focus", async ({ page, app }) => {
  await openFullDashboard(page, app);
  await page.keyboard.press("Tab");
  await page.getByRole("row").nth(1).locator("time").focus();
  await expect(page.getByRole("tooltip")).toContainText(/day.*20\d\d at \d/);
});

test("nothing moves when the figures arrive", async ({ page, app }) => {
  await openFullDashboard(page, app);
  const figuresMayCome = Promise.withResolvers<void>();
  await page.route(`${app.api.url}/api/dashboard/data*`, async (route) => {
    await figuresMayCome.promise;
    await route.continue();
  });
  const places = () =>
    Promise.all(
      ["Summary", "Revenue per day", "What sells", "Newest orders"].map((name) =>
        page.getByRole("region", { name }).boundingBox(),
      ),
    );

  await page.reload();
  await expect(page.getByRole("region", { name: "Newest orders" })).toBeVisible();
  const [summary, chart, sales, orders] = await places();
  figuresMayCome.resolve();
  await expect(page.getByRole("application")).toBeVisible();
  expect(await places()).toEqual([summary, chart, sales, { ...orders, height: expect.any(Number) }]);
});
