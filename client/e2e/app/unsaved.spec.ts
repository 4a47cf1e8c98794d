import type { Page } from "@playwright/test";
import { runStatement } from "../../../server/src/test/database/database.ts";
import { type Account, openDashboard, signIn, signOut, signUp } from "../support/account.ts";
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
  const account = await openDashboard(page, app);
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
  const account = await openDashboard(page, app);
  const { id } = await addOrder(page, app, { item: "Latte", quantity: 1, totalCents: 400 });
  await page.goto(`/orders/${id}`);
  await page.getByLabel("Quantity").fill("3");
  await signInAgain(page, account, async () => {
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  });
  await expect(page.getByLabel("Quantity")).toHaveValue("3");
  await page.reload();
  await expect(page.getByLabel("Quantity")).toHaveValue("1");
});

test("settings that were typed come back; a password doesn't, and nothing of it is stored", async ({
  page,
  app,
  allow,
}) => {
  allow(/401/);
  const account = await openDashboard(page, app, { name: "Ada" });
  await page.goto("/settings");
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByRole("button", { name: "Change email" }).click();
  await page.getByLabel("New email address").fill("ada.lovelace@example.com");
  await page.getByLabel("Your password").fill(account.password);
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Send link" }).click();
  await expect(page.getByText("Your session has ended")).toBeVisible();
  const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }, history.state]));
  expect(stored).toContain("lovelace@example.com");
  expect(stored).not.toContain(account.password);
  await signIn(page, account);

  await expect(page.getByLabel("Name")).toHaveValue("Ada Lovelace");
  await page.getByRole("button", { name: "Change email" }).click();
  await expect(page.getByLabel("New email address")).toHaveValue("ada.lovelace@example.com");
  await expect(page.getByLabel("Your password")).toHaveValue("");
  await page.getByRole("button", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Name saved")).toBeVisible();
  await expect(page.getByText(RESTORED)).toHaveCount(0);
  // what is typed after that was never lost
  await page.getByLabel("Name").fill("Ada L.");
  await expect(page.getByRole("button", { name: "Save" })).toBeEnabled();
  await expect(page.getByText(RESTORED)).toHaveCount(0);
});

test("an edit that comes back doesn't overwrite what somebody else has saved meanwhile", async ({
  page,
  app,
  allow,
}) => {
  allow(/401|412/);
  const account = await openDashboard(page, app);
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

test("a change of language takes nothing away that was typed", async ({ page, app }) => {
  await openDashboard(page, app, { name: "Ada" });
  await page.goto("/settings");
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.getByRole("button", { name: /^Account/ }).click();
  await page.getByRole("menuitemradio", { name: "Deutsch" }).click();
  await expect(page.getByRole("heading", { name: "Profil", level: 1 })).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Ada Lovelace");
});

test("what one person typed is neither shown to the next, nor kept over a sign-out", async ({ page, app, allow }) => {
  allow(/401/);
  const account = await openDashboard(page, app, { name: "Ada" });
  await page.goto("/settings");
  await page.getByLabel("Name").fill("Ada Lovelace");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Your session has ended")).toBeVisible();
  await signUp(page);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("");
  await signOut(page);
  await signIn(page, account);
  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Ada");
});
