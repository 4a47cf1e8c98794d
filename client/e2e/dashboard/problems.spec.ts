import { openDashboard } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

const failure = {
  status: "error",
  data: null,
  error: { code: "INTERNAL_ERROR", message: "Something failed on our side", requestId: "reference-42" },
};

test("figures stay when they can't be renewed, and say so", async ({ page, app, allow }) => {
  await openDashboard(page, app, { orders: true });
  const figure = page.getByRole("article").first();
  await expect(figure).toContainText("€");
  allow(/500/);
  await page.route(`${app.api.url}/api/dashboard/data*`, (route) =>
    route.fulfill({
      status: 500,
      json: failure,
      headers: { "access-control-allow-origin": app.url, "access-control-allow-credentials": "true" },
    }),
  );
  await page.getByText("7 days", { exact: true }).click();

  const notice = page.getByRole("status").filter({ hasText: "Couldn't refresh" });
  await expect(notice).toContainText(/Showing data from \d\d:\d\d\. Something failed on our side\./);
  await expect(notice).toContainText("reference-42");
  await expect(figure).toContainText("€");
  await expect(page.getByRole("heading", { name: "Newest orders" })).toBeVisible();

  await page.unrouteAll();
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(notice).toHaveCount(0);
  await expect(figure).toContainText("previous 7 days");
});

test("without its chart the dashboard shows a table, and offers to load the chart again", async ({
  page,
  app,
  allow,
  expectAccessible,
}) => {
  await openDashboard(page, app, { orders: true });
  allow(/revenue-chart|console error|dynamically imported/);
  await page.route("**/revenue-chart*.js", (route) => route.fulfill({ status: 404 }));
  await page.reload();
  const panel = page.getByRole("region", { name: "Revenue per day", exact: true });
  await expect(panel).toContainText("The chart couldn't be loaded");
  await expect(panel.getByRole("row")).toHaveCount(31);
  await expect(page.getByRole("article")).toHaveCount(4);
  await expectAccessible(page);

  await page.unrouteAll();
  await panel.getByRole("button", { name: "Load chart again" }).click();
  await expect(page.getByRole("application")).toBeVisible();
});
