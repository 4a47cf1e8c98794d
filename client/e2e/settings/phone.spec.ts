import { codeOf } from "../../../server/src/test/two-factor/totp.ts";
import { createAccount, newAccount, signUp } from "../support/account.ts";
import { phone } from "../support/browser.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectNoSidewaysScrolling } from "../support/layout.ts";
import { pairApp, readCodes } from "../support/two-factor.ts";

test.use(phone);

const LONG_EMAIL = `a.very.long.address.to.type.${crypto.randomUUID()}@a-long-subdomain.example.com`;

test("the settings fit a phone", async ({ page, app, expectAccessible }) => {
  const account = await signUp(page, newAccount({ name: "Augusta Ada King, Countess of Lovelace", email: LONG_EMAIL }));
  const { email, password } = account;
  const headers = { "content-type": "application/json", "user-agent": "a-program-with-a-name-that-does-not-end/1.0" };
  await fetch(`${app.api.url}/api/auth/signin`, { method: "POST", headers, body: JSON.stringify({ email, password }) });
  const dialog = page.getByRole("dialog");

  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("heading", { name: "Profile", level: 1 })).toBeFocused();
  await expectNoSidewaysScrolling(page);
  await page.getByRole("button", { name: "Change email" }).click();
  await expect(dialog.getByLabel("Your password")).toBeVisible();
  await expectNoSidewaysScrolling(page);
  await page.keyboard.press("Escape");

  await page.getByRole("link", { name: "Sign-in and security" }).click();
  await page.getByRole("button", { name: "Set up" }).click();
  const secret = await pairApp(page, password);
  await expectNoSidewaysScrolling(page);
  await dialog.getByLabel("Six-digit code").fill(codeOf(secret));
  await readCodes(page);
  await expectNoSidewaysScrolling(page);
  // one wide button, and the two others side by side below it
  const [copy, download] = await Promise.all(
    ["Copy", "Download"].map((name) => dialog.getByRole("button", { name }).boundingBox()),
  );
  expect(copy?.y).toBe(download?.y);
  await page.getByRole("button", { name: "I've saved them" }).click();

  await page.getByRole("link", { name: "Sessions" }).click();
  const cards = page.getByRole("region", { name: "Active sessions" }).getByRole("listitem");
  await expect(cards).toHaveCount(2);
  await expect(cards.first()).toContainText("This device");
  await expectNoSidewaysScrolling(page);
  await expectAccessible(page);
  await cards.nth(1).getByRole("button").click();
  await expect(cards).toHaveCount(1);

  await page.getByRole("link", { name: "Your data" }).click();
  await page.getByRole("button", { name: "Delete account" }).click();
  await expect(dialog).toBeVisible();
  await expectNoSidewaysScrolling(page);
});

test("the settings' tabs are one line that scrolls to the current one", async ({ page, app }) => {
  await createAccount(page, app);
  await page.goto("/settings/data");
  const tabs = page.getByRole("navigation", { name: "Settings" }).getByRole("link");
  // the last of them, so all are there
  await expect(page.getByRole("link", { name: "Your data" })).toBeVisible();
  const tops = await tabs.evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top));
  expect(new Set(tops).size).toBe(1);
  await expect(page.getByRole("link", { name: "Your data" })).toBeInViewport({ ratio: 1 });
  await expectNoSidewaysScrolling(page);
});
