import type { Page } from "@playwright/test";
import { createAccount, newAccount, openDashboard, signIn, signOut } from "../support/account.ts";
import type { App } from "../support/app.ts";
import { expect, test } from "../support/fixtures.ts";

const accountButton = (page: Page) => page.getByRole("button", { name: /^Account/ });

/** Another account signs in with this browser's cookie, and no window hears of it. */
const signInUnheard = (page: Page, app: App) => createAccount(page, app, { name: "Bea" });

/** Returns when the page has all that it asks for: what is under way at a sign-in is refused. */
async function openSettings(page: Page, path: string) {
  await page.goto(path);
  await page.waitForLoadState("networkidle");
}

const nameInSession = async (page: Page, app: App) =>
  (await (await page.request.get(`${app.api.url}/api/auth/session`)).json()).data?.user.name;

test("a window changes nothing in another account, and shows that account instead", async ({ page, app, allow }) => {
  await openDashboard(page, app, { name: "Ana" });
  await openSettings(page, "/settings");
  await page.getByLabel("Name").fill("Ana Maria");
  await signInUnheard(page, app);

  allow(/409/);
  await page.getByRole("button", { name: "Save" }).click();

  await expect(accountButton(page)).toContainText("Bea");
  await expect(page.getByText("in another window")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Bea");
  expect(await nameInSession(page, app)).toBe("Bea");
});

test("a window deletes or signs out only the account that it shows", async ({ page, app, allow }) => {
  const ana = await openDashboard(page, app, { name: "Ana" });
  await openSettings(page, "/settings/data");
  await page.getByRole("button", { name: "Delete account" }).click();
  await page.getByLabel("Your password").fill(ana.password);
  await signInUnheard(page, app);
  allow(/409/);
  await page.getByRole("dialog").getByRole("button", { name: "Delete account" }).click();
  await expect(accountButton(page)).toContainText("Bea");
  expect(await nameInSession(page, app)).toBe("Bea");

  await signInUnheard(page, app);
  await accountButton(page).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("in another window")).toBeVisible();
  expect(await nameInSession(page, app)).toBe("Bea");
});

test("windows side by side follow a sign-out and a sign-in at once", async ({ page, app, context }) => {
  await openDashboard(page, app, { name: "Ana" });
  const bea = newAccount({ name: "Bea" });
  const signedUp = await fetch(`${app.api.url}/api/auth/signup`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(bea),
  });
  expect(signedUp.status).toBe(201);
  const other = await context.newPage();
  await other.goto("/");
  await expect(accountButton(other)).toContainText("Ana");

  await signOut(page);
  await expect(other.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  await signIn(page, bea);
  await expect(accountButton(page)).toContainText("Bea");
  await expect(accountButton(other)).toContainText("Bea");
});

test("a second window of the same account disturbs no other", async ({ page, app, context }) => {
  await createAccount(page, app, { name: "Ana" });
  await page.goto("/settings");
  await page.getByLabel("Name").fill("Ana Maria");
  const other = await context.newPage();
  await other.goto("/settings");
  await expect(other.getByLabel("Name")).toHaveValue("Ana");
  await other.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
  await expect(page.getByLabel("Name")).toHaveValue("Ana Maria");
});

test("a slow sign-out shows that it is working, and is sent once", async ({ page, app }) => {
  await openDashboard(page, app);
  const mayGo = Promise.withResolvers<void>();
  const sent: string[] = [];
  await page.route(`${app.api.url}/api/auth/signout`, async (route) => {
    sent.push(route.request().method());
    await mayGo.promise;
    await route.continue();
  });
  await accountButton(page).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  const working = page.getByRole("menuitem", { name: "Signing out…" });
  await expect(working).toBeVisible();
  await working.click({ force: true });
  mayGo.resolve();
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  expect(sent.filter((method) => method === "POST")).toHaveLength(1);
});

test("a message to one account is not seen by the next", async ({ page, app, allow }) => {
  const ana = await createAccount(page, app, { name: "Ana" });
  await page.goto("/settings/sessions");
  await expect(page.getByRole("row")).toHaveCount(2);
  // A failure's message stays until it is closed.
  allow(/ERR_FAILED|503|request failed/);
  await page.route(`${app.api.url}/api/auth/signout`, (route) => route.abort());
  await accountButton(page).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("Couldn't sign out")).toBeVisible();
  await page.unrouteAll();

  await signOut(page);
  await signIn(page, ana);
  await expect(accountButton(page)).toContainText("Ana");
  await expect(page.getByText("Couldn't sign out")).toHaveCount(0);
});

test("an older answer about the session does not spoil a sign-in", async ({ page, app }) => {
  const ana = await openDashboard(page, app, { name: "Ana" });
  await signOut(page);
  const answer = await askEarlier(page, app);
  const signedIn = page.waitForResponse(`${app.api.url}/api/auth/signin`);
  await signIn(page, ana);
  await signedIn;
  await answer();
  await expect(accountButton(page)).toContainText("Ana");
});

test("an older answer about the session does not undo a change", async ({ page, app }) => {
  await createAccount(page, app, { name: "Ana" });
  await page.goto("/settings");
  await expect(page.getByLabel("Name")).toHaveValue("Ana");
  const answer = await askEarlier(page, app);
  await page.getByLabel("Name").fill("Ana Maria");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(accountButton(page)).toContainText("Ana Maria");
  await answer();
  await expect(accountButton(page)).toContainText("Ana Maria");
});

test("an older answer about the session does not undo a sign-out", async ({ page, app }) => {
  await openDashboard(page, app, { name: "Ana" });
  const answer = await askEarlier(page, app);
  await signOut(page);
  await answer();
  // Whoever is signed in is led away from here, and the form stays until the next page is there.
  await page.getByRole("link", { name: "Create one" }).click();
  await expect(page.getByRole("heading", { name: "Create your Cafe account" })).toBeFocused();
  await expect(page).toHaveURL("/sign-up");
});

/** Has the page ask for its session, as it does when it is looked at again. @returns what lets the answer through */
async function askEarlier(page: Page, app: App) {
  const [asked, mayAnswer] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  await page.route(
    `${app.api.url}/api/auth/session`,
    async (route) => {
      const response = await route.fetch();
      asked.resolve();
      await mayAnswer.promise;
      await route.fulfill({ response }).catch(() => {});
    },
    { times: 1 },
  );
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await asked.promise;
  return async () => {
    mayAnswer.resolve();
    // By the time of another answer this one has come, if it comes at all.
    await page.evaluate((url) => fetch(url), `${app.api.url}/api/auth/config`);
  };
}
