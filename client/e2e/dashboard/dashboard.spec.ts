import type { Dashboard } from "@cafe-app-ai/shared/dashboard";
import type { Page } from "@playwright/test";
import { createAccount, openDashboard } from "../support/account.ts";
import type { App } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectNoSidewaysScrolling } from "../support/layout.ts";
import { openFullDashboard } from "../support/orders.ts";
import { makeUnreachable, UNREACHABLE } from "../support/unreachable.ts";

test("the chart draws today, which is not over, dashed, and the keyboard reaches each day and its figures", async ({
  page,
  app,
}) => {
  await openFullDashboard(page, app);
  const chart = page.getByRole("application", { name: "Revenue per day" });
  const dashed = chart.locator('path.recharts-area-curve[stroke-dasharray="3 4"]');
  await expect(dashed).toBeVisible();
  const [part, whole] = await Promise.all([dashed.boundingBox(), chart.boundingBox()]);
  expect(part?.width).toBeGreaterThan(0);
  expect(part?.width).toBeLessThan((whole?.width ?? 0) / 15);

  const told = chart.locator("[aria-live]");
  await chart.focus();
  await page.keyboard.press("End");
  await expect(told).toHaveText(
    new RegExp(`${new Date().getFullYear()}: revenue €[\\d,.]+ so far, compared with €[\\d,.]+ on .*, orders \\d+$`),
  );
  const today = await told.textContent();
  await page.keyboard.press("ArrowRight");
  await expect(told).toHaveText(today ?? "");
  await page.keyboard.press("ArrowLeft");
  await expect(told).not.toHaveText(today ?? "");
  await expect(told).toHaveText(/revenue €[\d,.]+, \d.*(higher|lower) than €[\d,.]+ on .*, orders \d+$/);
  const yesterday = await told.textContent();
  await page.keyboard.press("Home");
  await expect(told).not.toHaveText(yesterday ?? "");
  const first = await told.textContent();
  await page.keyboard.press("ArrowLeft");
  await expect(told).toHaveText(first ?? "");
  await page.keyboard.press("Escape");
  await expect(told).toBeEmpty();
});

test("the range and the table view are remembered from page to page, and on the next visit", async ({ page, app }) => {
  await openFullDashboard(page, app);
  await page.getByText("7 days", { exact: true }).click();
  await page.getByText("Table", { exact: true }).click();
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  await page.getByRole("link", { name: "Dashboard" }).click();
  await expect(page.getByRole("radio", { name: "7 days" })).toBeChecked();
  const rows = page.getByRole("region", { name: "Revenue per day" }).getByRole("row");
  await expect(rows).toHaveCount(8);
  await page.goto("/");
  await expect(rows).toHaveCount(8);
});

test("the figures say how old they are, and can be refreshed", async ({ page, app }) => {
  await page.clock.install();
  await openFullDashboard(page, app);
  await expect(page.getByText("Updated just now")).toBeVisible();
  await page.clock.fastForward(2 * 60_000 + 30_000);
  await expect(page.getByText("Updated 2 minutes ago")).toBeVisible();
  const asked = page.waitForRequest(/dashboard\/data/);
  await page.getByRole("button", { name: "Refresh" }).click();
  await asked;
  await expect(page.getByText("Updated just now")).toBeVisible();
});

test("without revenue in the range the axis has round ticks, each once", async ({ page, app }) => {
  await changeFigures(page, app, (data) => {
    for (const day of data.chartMetrics)
      Object.assign(day, { revenueCents: 0, orders: 0, previous: { ...day.previous, revenueCents: 0, orders: 0 } });
  });
  await openFullDashboard(page, app);
  const ticks = page.getByRole("application").locator(".recharts-cartesian-axis-tick-value").filter({ hasText: "€" });
  await expect(ticks).toHaveText(["€0", "€1", "€2", "€3"]);
});

test("when another range can't be loaded, the page says so and dims the old figures", async ({ page, app, allow }) => {
  await openFullDashboard(page, app);
  allow(UNREACHABLE);
  const reachAgain = await makeUnreachable(page, app);
  await page.getByText("7 days", { exact: true }).click();
  await expect(page.getByText("These figures are for the last 30 days.")).toBeVisible();
  await expect(page.locator("[data-switching]")).toHaveCSS("opacity", "0.6");
  await reachAgain();
  await expect(page.getByText("These figures are for the last 30 days.")).toBeHidden();
});

test("a long sum fits its card, and a field's error of two lines moves nothing, at 320 pixels", async ({
  page,
  app,
}) => {
  await page.setViewportSize({ width: 320, height: 720 });
  await changeFigures(page, app, (data) => {
    for (const card of data.cards) card.value = 123_456_789_012;
  });
  await openFullDashboard(page, app);
  const spills = await page
    .getByRole("article")
    .evaluateAll((cards) =>
      cards.map(
        (card) =>
          (card.querySelector("bdi")?.getBoundingClientRect().right ?? Number.NaN) <=
          card.getBoundingClientRect().right,
      ),
    );
  expect(spills).toEqual([true, true, true, true]);
});

test("at 320 pixels an error of two lines does not move the button", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 720 });
  await page.goto("/sign-in");
  const button = page.getByRole("button", { name: "Sign in", exact: true });
  const before = await button.boundingBox();
  await page.getByLabel("Email").fill("nobody");
  await page.getByLabel("Password", { exact: true }).focus();
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription(/Enter an email/);
  expect(await button.boundingBox()).toEqual(before);
});

test("a name that begins with an emoji gives the avatar that emoji", async ({ page, app }) => {
  await openDashboard(page, app, { name: "👩‍🍳 Ana" });
  await expect(page.getByRole("button", { name: /^Account/ }).locator(".mantine-Avatar-placeholder")).toHaveText(
    "👩‍🍳",
  );
});

test("a signed-in user is not told that their account was deleted", async ({ page, app }) => {
  await createAccount(page, app);
  await page.goto("/account-deleted");
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("an order of another year has its year", async ({ page, app }) => {
  await changeFigures(page, app, (data) => {
    const [order] = data.tableRows;
    if (order) order.placedAt = "2019-03-04T10:00:00.000Z";
  });
  await openFullDashboard(page, app);
  await expect(page.getByRole("region", { name: "Newest orders" }).getByRole("row").nth(1)).toContainText("4 Mar 2019");
});

test("an Arabic date keeps its own direction in an English line", async ({ app, browser }) => {
  const page = await browser.newPage({ baseURL: app.url, locale: "ar-EG" });
  await openFullDashboard(page, app);
  const time = page.getByRole("row").locator("time").first();
  await expect(time).toHaveCSS("direction", "rtl");
  await expect(time).toHaveCSS("unicode-bidi", "isolate");
  await page.close();
});

test("a change that is shown as 0% is none, and a day is not higher than nothing", async ({ page, app }) => {
  await changeFigures(page, app, (data) => {
    for (const card of data.cards) card.change = -0.0004;
    const today = data.chartMetrics.at(-1);
    if (today) Object.assign(today, { revenueCents: 500, previous: { ...today.previous, revenueCents: 9_000 } });
    const yesterday = data.chartMetrics.at(-2);
    if (yesterday)
      Object.assign(yesterday, { revenueCents: 99_999, previous: { ...yesterday.previous, revenueCents: 100_000 } });
    const earlier = data.chartMetrics.at(-3);
    if (earlier) Object.assign(earlier, { revenueCents: 400, previous: { ...earlier.previous, revenueCents: 0 } });
  });
  await openFullDashboard(page, app);
  const change = page.getByRole("article").first().getByText("No change");
  await expect(change).toHaveCSS("color", "rgb(28, 26, 24)");
  await expect(page.getByText(/0% (lower|higher)/)).toHaveCount(0);

  const chart = page.getByRole("application");
  const told = chart.locator("[aria-live]");
  await chart.focus();
  await page.keyboard.press("End");
  await expect(told).toHaveText(/revenue €5\.00 so far, compared with €90\.00 on .*, orders/);
  await page.keyboard.press("ArrowLeft");
  await expect(told).toHaveText(/revenue €999\.99, no change from €1,000\.00 on .*, orders/);
  await page.keyboard.press("ArrowLeft");
  await expect(told).toHaveText(/revenue €4\.00, compared with €0\.00 on .*, orders/);

  await page.getByText("Table", { exact: true }).click();
  const days = page.getByRole("region", { name: "Revenue and orders per day" }).locator("tbody").getByRole("row");
  await expect(days.first()).toHaveText(/€5\.00so far€90\.00$/);
});

test("at 320 pixels nothing spills, and what a card compares with, or a day of the table, is one line", async ({
  page,
  app,
}) => {
  await changeFigures(page, app, ({ tableRows: [newest] }) => {
    Object.assign(newest ?? {}, { item: "W".repeat(118), category: "W".repeat(118) });
  });
  await page.setViewportSize({ width: 320, height: 720 });
  await openFullDashboard(page, app);
  const against = page.getByRole("article").getByText("vs previous 30 days");
  await expect(against).toHaveCount(4);
  const boxes = await against.evaluateAll((lines) =>
    lines.map((line) => ({ height: line.clientHeight, spill: line.scrollWidth - line.clientWidth })),
  );
  for (const { height, spill } of boxes) {
    expect(height).toBeLessThanOrEqual(20);
    expect(spill).toBeLessThanOrEqual(0);
  }

  await page.getByText("7 days", { exact: true }).click();
  await page.getByLabel("Compare with").selectOption("weekday");
  await expect(page.getByRole("article").getByText("vs same weekdays, 1 week before").first()).toBeVisible();
  await expectNoSidewaysScrolling(page);
  await page.getByText("Table", { exact: true }).click();
  const days = page.getByRole("region", { name: "Revenue and orders per day" }).locator("tbody time");
  await expect(days).toHaveCount(7);
  for (const lines of await days.evaluateAll((all) => all.map((day) => day.getClientRects().length))) {
    expect(lines).toBe(1);
  }
  await expectNoSidewaysScrolling(page);
  for (const width of [390, 800, 1280]) {
    await page.setViewportSize({ width, height: 720 });
    await expectNoSidewaysScrolling(page);
  }
});

/** The API's own answer with other figures: what would take years, or luck, to sell. */
async function changeFigures(page: Page, { api }: App, change: (data: Dashboard) => void): Promise<void> {
  await page.route(`${api.url}/api/dashboard/data*`, async (route) => {
    const response = await route.fetch();
    const body: { data: Dashboard } = await response.json();
    change(body.data);
    await route.fulfill({ response, json: body });
  });
}
