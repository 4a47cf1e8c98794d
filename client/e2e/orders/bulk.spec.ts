import type { Page } from "@playwright/test";
import type { App } from "../support/app.ts";
import { timezone } from "../support/browser.ts";
import { expect, test } from "../support/fixtures.ts";
import { aFew, openOrders, rows } from "../support/orders.ts";

test("a range is selected and marked; the bar takes the header's place and moves no row", async ({
  page,
  app,
  expectAccessible,
}) => {
  await openOrders(
    page,
    app,
    aFew(6).map((order, index) => (index === 2 ? { ...order, status: "pending" } : order)),
  );
  await expect(rows(page)).toHaveCount(6);
  const before = await rows(page).nth(1).boundingBox();
  const boxes = rows(page).getByRole("checkbox");
  await boxes.nth(1).click();
  await boxes.nth(4).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("toolbar", { name: "Selected orders" });
  await expect(bar).toContainText("4 selected");
  expect(await rows(page).nth(1).boundingBox()).toEqual(before);
  await expectAccessible(page);
  await bar.getByRole("button", { name: "Mark as" }).click();
  await page.getByRole("menuitem", { name: "Refunded" }).click();
  await expect(page.getByText("4 orders marked as refunded")).toBeVisible();
  await expect(rows(page).filter({ hasText: "Refunded" })).toHaveCount(4);
  await expect(page.getByRole("navigation", { name: "Views" })).toContainText("Refunded 4");
  await expect(bar).toBeHidden();

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("4 orders changed back")).toBeVisible();
  await expect(rows(page).filter({ hasText: "Completed" })).toHaveCount(5);
  await expect(rows(page).nth(2)).toContainText("Pending");
});

test("all that match are selected and deleted, and Undo brings them back", async ({ page, app }) => {
  await openOrders(page, app, aFew(28), "?q=item");
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  const bar = page.getByRole("toolbar", { name: "Selected orders" });
  await expect(bar).toContainText("25 selected");
  await bar.getByRole("button", { name: "Select all 28 matching" }).click();
  await expect(bar).toContainText("28 selected");
  await expect(bar).toBeFocused();
  await bar.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("28 orders deleted")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No orders match" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("28 orders restored")).toBeVisible();
  await expect(rows(page)).toHaveCount(25);
});

test("a change that the API refuses is undone, and the page says why", async ({ page, app, allow }) => {
  await openOrders(page, app, aFew(3));
  allow(/500/);
  const error = { code: "INTERNAL_ERROR", message: "Something failed on our side", requestId: "reference-42" };
  const mayAnswer = Promise.withResolvers<void>();
  await page.route(`${app.api.url}/api/orders/bulk`, async (route) => {
    await mayAnswer.promise;
    await route.fulfill({
      status: 500,
      json: { status: "error", data: null, error },
      headers: { "access-control-allow-origin": app.url, "access-control-allow-credentials": "true" },
    });
  });
  await rows(page).nth(0).getByRole("checkbox").click();
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(rows(page)).toHaveCount(2);
  mayAnswer.resolve();
  await expect(page.getByRole("alert")).toContainText("Couldn't delete");
  await expect(page.getByRole("alert")).toContainText("reference-42");
  await expect(rows(page)).toHaveCount(3);
});

test("orders that someone else deleted in the meantime are named", async ({ page, app }) => {
  await openOrders(page, app, aFew(3));
  await expect(rows(page)).toHaveCount(3);
  const { data } = await (await page.request.get(`${app.api.url}/api/orders`)).json();
  const gone = data.rows[1];
  const headers = { origin: app.url };
  expect((await page.request.delete(`${app.api.url}/api/orders/${gone.id}`, { headers })).status()).toBe(200);
  await page.getByRole("checkbox", { name: "Select all on this page" }).focus();
  await page.keyboard.press("Space");
  await page.getByRole("button", { name: "Mark as" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Pending" }).click();
  await expect(page.getByText("2 orders marked as pending")).toBeVisible();
  const problem = page.getByRole("alert").filter({ hasText: "1 order couldn't be changed" });
  await expect(problem).toContainText("Someone else deleted Item 2 in the meantime.");
  await expect(rows(page)).toHaveCount(2);
});

/** More orders than the API changes at once, all of them selected. @returns how many */
async function selectMany(page: Page, app: App): Promise<number> {
  await openOrders(page, app, []);
  const sample = { data: { timezone }, headers: { origin: app.url } };
  const { data } = await (await page.request.post(`${app.api.url}/api/orders/sample`, sample)).json();
  await page.reload();
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  const bar = page.getByRole("toolbar", { name: "Selected orders" });
  await bar.getByRole("button", { name: /^Select all 1,\d\d\d matching$/ }).click();
  await expect(bar).toContainText(`${data.created.toLocaleString("en")} selected`);
  return data.created;
}

test("more than a thousand orders are changed at once, with the progress in sight", async ({ page, app }) => {
  const count = await selectMany(page, app);
  const before = await page.getByRole("navigation", { name: "Views" }).textContent();
  const sent: number[] = [];
  const mayGoOn = Promise.withResolvers<void>();
  await page.route(`${app.api.url}/api/orders/bulk`, async (route) => {
    if (route.request().method() === "POST") sent.push(route.request().postDataJSON().ids.length);
    if (sent.length === 2) await mayGoOn.promise;
    await route.continue();
  });
  await page.getByRole("button", { name: "Mark as" }).click();
  await page.getByRole("menuitem", { name: "Pending" }).click();
  const all = count.toLocaleString("en");
  await expect(page.getByText(`Changing orders: 1,000 of ${all}`)).toBeVisible();
  mayGoOn.resolve();
  await expect(page.getByText(`${all} orders marked as pending`)).toBeVisible();
  await expect(page.getByText(/^Changing orders/)).toBeHidden();
  expect(sent).toEqual([1_000, count - 1_000]);
  const views = page.getByRole("navigation", { name: "Views" });
  await expect(views).toContainText(`Pending ${all}`);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(/^1,\d\d\d orders changed back$/)).toBeVisible();
  await expect(views).toHaveText(before ?? "");
});

test("when the second half of a large change fails, the first is done and the others are named", async ({
  page,
  app,
  allow,
}) => {
  allow(/ERR_FAILED|request failed/);
  const count = await selectMany(page, app);
  let requests = 0;
  await page.route(`${app.api.url}/api/orders/bulk`, async (route) => {
    if (route.request().method() === "POST") requests += 1;
    await (requests === 2 ? route.abort() : route.continue());
  });
  await page.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("1,000 orders deleted")).toBeVisible();
  const problem = page.getByRole("alert").filter({ hasText: `${count - 1_000} orders couldn't be changed` });
  await expect(problem).toContainText(/Among them: .*(Cappuccino|Flat white).*Can't reach the server/);
  await expect(rows(page)).toHaveCount(25);
  await expect(page.getByRole("navigation", { name: "Views" })).toContainText(`All ${count - 1_000}`);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("1,000 orders restored")).toBeVisible();
});
