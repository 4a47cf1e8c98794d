import type { Page } from "@playwright/test";
import { runStatement } from "../../../server/src/test/database/database.ts";
import { type Account, createAccount, signIn } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { addOrder } from "../support/orders.ts";

const RESTORED = "We restored what you typed. It isn't saved yet.";

/** The session is gone when the form is sent; the user signs in again. */
async function signInAgain(page: Page, account: Account, send: () => Promise<void>) {
  await page.context().clearCookies();
  await send();
  await expect(page.getByText("Your session has ended")).toBeVisible();
  await signIn(page, account);
}

test("a new order that was typed when the session ended is there after signing in again", async ({
  page,
  app,
  allow,
}) => {
  allow(/401/);
  const account = await createAccount(page, app);
  await page.goto("/orders/new");
  await page.getByLabel("Item", { exact: true }).fill("Flat white");
  await page.getByLabel("Category", { exact: true }).fill("Coffee");
  await page.getByLabel("Total (EUR)").fill("4.5");
  const send = () => page.getByRole("dialog").getByRole("button", { name: "Add order" }).click();
  await signInAgain(page, account, send);

  await expect(page).toHaveURL("/orders/new");
  await expect(page.getByLabel("Item", { exact: true })).toHaveValue("Flat white");
  await expect(page.getByLabel("Total (EUR)")).toHaveValue("4.5");
  await expect(page.getByText(RESTORED)).toBeVisible();
  await send();
  await expect(page.getByText("Flat white added")).toBeVisible();
  // it was kept for this once
  await page.goto("/orders/new");
  await expect(page.getByLabel("Quantity")).toHaveValue("1");
  await expect(page.getByLabel("Item", { exact: true })).toHaveValue("");
});

test("an edit keeps what was changed, over the order as it is now", async ({ page, app, allow }) => {
  allow(/401/);
  const account = await createAccount(page, app);
  const { id } = await addOrder(page, app, { item: "Latte", quantity: 1, totalCents: 400 });
  await page.goto(`/orders/${id}`);
  await page.getByLabel("Quantity").fill("3");
  await signInAgain(page, account, async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  });
  await expect(page.getByLabel("Quantity")).toHaveValue("3");
  await page.reload();
  await expect(page.getByLabel("Quantity")).toHaveValue("3");
  await expect(page.getByText(RESTORED)).toBeVisible();
});

test("a panel that is closed with unsaved changes offers to undo that, and discards them for good without it", async ({
  page,
  app,
}) => {
  await createAccount(page, app);
  const { id } = await addOrder(page, app, { item: "Latte", quantity: 1, totalCents: 400 });
  await page.goto("/orders");
  await page.getByRole("main").getByRole("link", { name: "Add order" }).click();
  await expect(page.getByLabel("Item", { exact: true })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByText("Changes discarded")).toHaveCount(0);

  await page.getByRole("main").getByRole("link", { name: "Add order" }).click();
  await page.getByLabel("Item", { exact: true }).fill("Flat white");
  await page.keyboard.press("Escape");
  await expect(page.getByText("Changes discarded")).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL("/orders/new");
  await expect(page.getByLabel("Item", { exact: true })).toHaveValue("Flat white");
  await expect(page.getByText("Changes discarded")).toHaveCount(0);
  await page.goBack();
  await expect(page.getByText("Changes discarded")).toBeVisible();
  await page.goto("/orders/new");
  await expect(page.getByLabel("Item", { exact: true })).toHaveValue("");

  await page.goto(`/orders/${id}`);
  await page.getByLabel("Quantity").fill("3");
  await page.mouse.click(200, 500);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByLabel("Quantity")).toHaveValue("3");
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Latte saved")).toBeVisible();
  await expect(page.getByText("Changes discarded")).toHaveCount(0);
});

test("an edit that comes back doesn't overwrite what somebody else has saved meanwhile", async ({
  page,
  app,
  allow,
}) => {
  allow(/401|412/);
  const account = await createAccount(page, app);
  const { id } = await addOrder(page, app, { item: "Latte", quantity: 1, totalCents: 400 });
  await page.goto(`/orders/${id}`);
  await page.getByLabel("Quantity").fill("3");
  const save = () => page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await runStatement(app.databaseUrl, "update orders set quantity = 2, version = version + 1 where id = $1", [id]);
  await signInAgain(page, account, save);
  await expect(page.getByLabel("Quantity")).toHaveValue("3");
  await save();
  await expect(page.getByText(/^Someone else saved this order/)).toBeVisible();
  await page.getByRole("button", { name: "Save my changes" }).click();
  await expect(page.getByText("Latte saved")).toBeVisible();
});
