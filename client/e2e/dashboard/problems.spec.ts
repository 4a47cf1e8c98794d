import { expect, test } from "../support/fixtures.ts";
import { openFullDashboard } from "../support/orders.ts";
import { UNREACHABLE } from "../support/unreachable.ts";

const failure = {
  status: "error",
  data: null,
  error: { code: "INTERNAL_ERROR", message: "Something failed on our side.", requestId: "reference-42" },
};

test("figures stay when they can't be renewed, and say so", async ({ page, app, allow }) => {
  await openFullDashboard(page, app);
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
  await expect(notice).toContainText(/data as of \d\d:\d\d is shown\. Something failed on our side\./);
  await expect(notice).toContainText("reference-42");
  await expect(figure).toContainText("€");
  await expect(page.getByRole("heading", { name: "Newest orders" })).toBeVisible();

  await page.unrouteAll();
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(notice).toHaveCount(0);
  await expect(figure).toContainText("previous 7 days");
  await expect(page.getByRole("heading", { name: "Dashboard", level: 1 })).toBeFocused();
});

test("without its chart the dashboard shows a table, and offers to load the chart again", async ({
  page,
  app,
  allow,
  expectAccessible,
}) => {
  await openFullDashboard(page, app);
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

test("a part that can't be shown says so in its place, and new figures bring it back", async ({
  page,
  app,
  allow,
  expectAccessible,
}) => {
  allow(/console error/);
  await openFullDashboard(page, app);
  await page.route(`${app.api.url}/api/dashboard/data*`, async (route) => {
    const response = await route.fetch();
    const answer = await response.json();
    answer.data.categories = null;
    await route.fulfill({ response, json: answer });
  });
  await page.reload();
  const part = page.getByRole("region", { name: "What sells" });
  await expect(part.getByRole("alert")).toContainText("This part couldn't be shown");
  await expect(page.getByRole("article")).toHaveCount(4);
  await expect(page.getByRole("application")).toBeVisible();
  await expect(page.getByRole("region", { name: "Newest orders" }).getByRole("row")).toHaveCount(11);
  await expectAccessible(page);
  await page.unrouteAll({ behavior: "wait" });
  await part.getByRole("button", { name: "Try again" }).click();
  await expect(part.getByRole("list", { name: "Categories" })).toBeVisible();
});

for (const [name, viewport] of [
  ["a desktop", { width: 1280, height: 800 }],
  ["a phone", { width: 390, height: 844 }],
] as const) {
  test(`on ${name} nothing moves when the figures come`, async ({ page, app }) => {
    await page.setViewportSize(viewport);
    await openFullDashboard(page, app);
    const mayCome = Promise.withResolvers<void>();
    await page.route(`${app.api.url}/api/dashboard/data*`, async (route) => {
      await mayCome.promise;
      await route.continue();
    });
    await page.reload();
    await expect(page.getByRole("heading", { name: "Newest orders" })).toBeVisible();
    const measure = async () => {
      const names = ["Today so far", "Summary", "Revenue per day", "What sells"];
      const boxes = names.map((each) => page.getByRole("region", { name: each, exact: true }).boundingBox());
      return Promise.all(boxes);
    };
    const before = await measure();
    const newest = page.getByRole("region", { name: "Newest orders" });
    const heightBefore = (await newest.boundingBox())?.height ?? 0;
    mayCome.resolve();
    await expect(page.getByRole("article")).toHaveCount(4);
    await expect(page.getByRole("application")).toBeVisible();
    const after = await measure();
    expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
    expect(after[3]?.y).toBe(before[3]?.y);
    expect(Math.abs(((await newest.boundingBox())?.height ?? 0) - heightBefore)).toBeLessThanOrEqual(4);
  });
}

test("what is on screen stays while the API is unreachable, and is refreshed when it is back", async ({
  page,
  app,
  allow,
}) => {
  allow(UNREACHABLE);
  await openFullDashboard(page, app);
  const figure = page.getByRole("article").first();
  await expect(figure).toContainText("previous 30 days");
  const notice = page.getByText(/Can't reach the server\. Data as of \d\d:\d\d is shown/);

  await app.api.stop();
  try {
    await page.getByText("7 days", { exact: true }).click();
    await expect(notice).toBeVisible();
    await expect(figure).toContainText("previous 30 days");
  } finally {
    await app.api.start();
  }
  await expect(notice).toBeHidden();
  await expect(figure).toContainText("previous 7 days");
});
