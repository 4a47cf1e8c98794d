import type { NewPlainThing } from "@cafe-app-ai/shared/plain-things";
import type { Page } from "@playwright/test";
import { createAccount } from "../support/account.ts";
import type { App } from "../support/app.ts";
import { phone } from "../support/browser.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectNoSidewaysScrolling } from "../support/layout.ts";

const PLAIN_THING: NewPlainThing = {
  // fields
  mainText: "Main text 1",
  someText: "Some text",
  someInteger: 42,
  someTime: "2026-12-24T18:30:00.000Z",
  someDate: "2026-12-24",
  someFlag: true,
  someMoney: 450,
  someChoice: "two",
  // end of fields
};

/** What a row shows of what the first test types. */
const SHOWN = {
  // fields
  mainText: "Main text 1",
  someText: "Some text",
  maybeText: "Maybe text",
  someInteger: "42",
  maybeInteger: "43",
  someTime: "18:30",
  maybeTime: "19:30",
  someDate: "24 Dec",
  maybeDate: "25 Dec",
  someFlag: "Yes",
  someMoney: "4.50",
  maybeMoney: "5.50",
  someChoice: "Two",
  maybeChoice: "Two",
  // end of fields
};

/** A new account with as many plain things, straight from the API, on their page. */
async function openPlainThings(page: Page, app: App, count = 0): Promise<void> {
  await createAccount(page, app);
  const headers = { origin: app.url };
  for (let index = 1; index <= count; index++) {
    const data = { ...PLAIN_THING, mainText: `Number ${index}` };
    expect((await page.request.post(`${app.api.url}/api/plain-things`, { data, headers })).status()).toBe(201);
  }
  await page.goto("/plain-things");
  await expect(page.getByRole("heading", { name: "Plain things", level: 1 })).toBeVisible();
}

const panel = (page: Page) => page.getByRole("dialog");
const field = (page: Page, label: string) => panel(page).getByLabel(label, { exact: true });
const rows = (page: Page) => page.getByRole("table", { name: "Plain things" }).locator("tbody").getByRole("row");

test("a plain thing is added, edited and deleted", async ({ page, app, expectAccessible }) => {
  await openPlainThings(page, app);
  await expect(page.getByRole("heading", { name: "No plain things yet" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Add plain thing" }).click();
  await expect(field(page, "Main text")).toBeFocused();
  await panel(page).getByRole("button", { name: "Add plain thing" }).click();
  await expect(field(page, "Main text")).toHaveAccessibleDescription("Required");
  await expectAccessible(page);

  // fields
  await field(page, "Main text").fill("Main text 1");
  await field(page, "Some text").fill("Some text");
  await field(page, "Maybe text (optional)").fill("Maybe text");
  await field(page, "Some integer").fill("42");
  await field(page, "Maybe integer (optional)").fill("43");
  await field(page, "Some time").fill("2026-12-24T18:30");
  await field(page, "Maybe time (optional)").fill("2026-12-24T19:30");
  await field(page, "Some date").fill("2026-12-24");
  await field(page, "Maybe date (optional)").fill("2026-12-25");
  await field(page, "Some flag").selectOption("yes");
  await field(page, "Some money").fill("4.5");
  await field(page, "Maybe money (optional)").fill("5,50");
  await field(page, "Some choice").selectOption("two");
  await field(page, "Maybe choice (optional)").selectOption("two");
  // end of fields
  await panel(page).getByRole("button", { name: "Add plain thing" }).dblclick();
  await expect(page.getByText("Main text 1 added")).toBeVisible();
  await expect(page).toHaveURL("/plain-things");
  await expect(rows(page)).toHaveCount(1);
  for (const text of Object.values(SHOWN)) await expect(rows(page)).toContainText(text);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Main text 1" }).click();
  await field(page, "Main text").fill("Another");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Another saved")).toBeVisible();
  await page.reload();
  await page.getByRole("link", { name: "Another" }).click();
  await expect(field(page, "Main text")).toHaveValue("Another");
  await panel(page).getByRole("button", { name: "Delete" }).click();
  const question = panel(page).getByRole("group", { name: "Delete “Another”?" });
  await expectAccessible(page);
  await question.getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("Another deleted")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No plain things yet" })).toBeVisible();
});

test("more than a page is loaded page by page", async ({ page, app }) => {
  await openPlainThings(page, app, 26);
  await expect(rows(page)).toHaveCount(25);
  await page.getByRole("button", { name: "Load more" }).click();
  await expect(rows(page)).toHaveCount(26);
  await expect(rows(page).last()).toContainText("Number 1");
  await expect(page.getByRole("button", { name: "Load more" })).toBeHidden();
});

test("an edit of something that was saved meanwhile says so, and can show the saved version", async ({
  page,
  app,
  allow,
}) => {
  allow(/412/);
  await openPlainThings(page, app, 1);
  await page.getByRole("link", { name: "Number 1" }).click();
  await field(page, "Main text").fill("Mine");
  const id = page.url().split("/").at(-1);
  const change = { data: { mainText: "Theirs" }, headers: { origin: app.url } };
  expect((await page.request.patch(`${app.api.url}/api/plain-things/${id}`, change)).status()).toBe(200);
  await panel(page).getByRole("button", { name: "Save" }).click();
  await expect(panel(page).getByRole("alert")).toContainText("This has changed since you loaded it.");
  await expect(field(page, "Main text")).toHaveValue("Mine");
  await panel(page).getByRole("button", { name: "Discard my changes" }).click();
  await expect(field(page, "Main text")).toHaveValue("Theirs");
});

test("a list that can't be loaded says so, and can be tried again", async ({ page, app, allow }) => {
  allow(/ERR_FAILED|request failed/);
  await page.route(`${app.api.url}/api/plain-things?*`, (route) => route.abort());
  await openPlainThings(page, app);
  await expect(page.getByRole("alert")).toContainText("Couldn't load plain things");
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("heading", { name: "No plain things yet" })).toBeVisible();
});

test("a link to one that isn't there says so", async ({ page, app, allow }) => {
  allow(/40[04]/);
  await openPlainThings(page, app);
  await page.goto(`/plain-things/${crypto.randomUUID()}`);
  await expect(panel(page)).toContainText("This plain thing doesn't exist");
  await panel(page).getByRole("button", { name: "Back to plain things" }).click();
  await expect(page).toHaveURL("/plain-things");
});

test.describe("on a phone", () => {
  test.use(phone);

  test("the page shows cards and doesn't scroll sideways", async ({ page, app, expectAccessible }) => {
    await openPlainThings(page, app, 2);
    await expect(page.getByRole("list", { name: "Plain things" }).getByRole("link")).toHaveText([
      "Number 2",
      "Number 1",
    ]);
    await expectNoSidewaysScrolling(page);
    await page.getByRole("link", { name: "Number 1" }).click();
    await expect(field(page, "Main text")).toHaveValue("Number 1");
    await expectNoSidewaysScrolling(page);
    await expectAccessible(page);
  });
});
