import { openDashboard } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

test("a double click adds sample orders once", async ({ page, app }) => {
  await openDashboard(page, app);
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/api/orders/sample")) sent.push(request.url());
  });
  // twice in one turn of the page's event loop: faster than anything on it can be drawn
  await page.getByRole("button", { name: "Add sample orders" }).evaluate((button: HTMLElement) => {
    button.click();
    button.click();
  });
  await expect(page.getByText(/sample orders added/)).toHaveCount(1);
  expect(sent).toHaveLength(1);
});

test("a button works again after a failure", async ({ page, app, allow }) => {
  await openDashboard(page, app);
  allow(/ERR_FAILED|request failed/);
  await page.route(`${app.api.url}/api/orders/sample`, (route) => route.abort(), { times: 1 });
  await page.getByRole("button", { name: "Add sample orders" }).click();
  await expect(page.getByText("Couldn't add sample orders")).toBeVisible();
  await page.getByRole("button", { name: "Add sample orders" }).click();
  await expect(page.getByText(/sample orders added/)).toBeVisible();
});
