import {
  createAccount,
  createAccountElsewhere,
  newAccount,
  openDashboard,
  signIn,
  signOut,
  signUp,
} from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

test("errors are shown beside their fields, the first gets the focus, and what was typed stays", async ({ page }) => {
  await page.goto("/sign-up");
  const email = page.getByLabel("Email");
  const password = page.getByLabel("Password", { exact: true });

  await email.fill("ada@example");
  await password.focus();
  await expect(email).toHaveAccessibleDescription("Enter an email address, such as ada@example.com");
  await password.fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(password).toHaveAccessibleDescription("Use at least 8 characters");
  await expect(email).toBeFocused();
  await expect(email).toHaveValue("ada@example");

  await email.pressSequentially(".com");
  await expect(email).toHaveAccessibleDescription("");
});

test("a common password is refused beside its field", async ({ page, allow }) => {
  allow(/400/);
  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(newAccount().email);
  const password = page.getByLabel("Password", { exact: true });
  await password.fill("password123");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(password).toHaveAccessibleDescription("This password is too common. Choose a less common one.");
  await expect(password).toHaveValue("password123");

  await password.press("End");
  await password.pressSequentially(" and a horse");
  await expect(password).toHaveAccessibleDescription("Strong.");
  await expect(password).toHaveValue("password123 and a horse");
  await expect(page.getByRole("alert")).toBeHidden();
});

test("after too many wrong passwords the form says how long to wait, and keeps what was typed", async ({
  page,
  app,
  allow,
}) => {
  const account = await createAccountElsewhere(app);
  const wrong = { ...account, password: "wrong password" };
  for (let guess = 0; guess < 10; guess++) {
    const { email, password } = wrong;
    const answer = await page.request.post(`${app.api.url}/api/auth/signin`, { data: { email, password } });
    expect(answer.status()).toBe(401);
  }

  allow(/429/);
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("Try again in 15 minutes");
  await expect(page.getByLabel("Email")).toHaveValue(account.email);
});

test("signing up with an email that has an account leads to signing in with it", async ({ page, app, allow }) => {
  const account = await createAccountElsewhere(app);

  allow(/409/);
  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(account.email);
  await page.getByLabel("Password", { exact: true }).fill(account.password);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("link", { name: "Sign in" }).first().click();
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeFocused();
  await expect(page.getByLabel("Email")).toHaveValue(account.email);
});

test("the sign-in and sign-up pages lead to each other, and keep the email and the way back", async ({ page }) => {
  await page.goto("/?range=90d");
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByRole("link", { name: "Create one" }).click();
  await expect(page.getByRole("heading", { name: "Create your Cafe account" })).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue("ada@example.com");
  await page.getByLabel("Email").fill(newAccount().email);
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery staple");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL("/?range=90d");
});

test("a next URL that leads to another site is not followed after signing in", async ({ page, app }) => {
  const account = await createAccountElsewhere(app);
  await page.goto("/sign-in?next=//evil.example/");
  await signIn(page, account);
  await expect(page).toHaveURL("/");
});

test("a signed-in user skips the sign-in page", async ({ page, app }) => {
  await createAccount(page, app);
  await page.goto("/sign-in?next=/?range=7d");
  await expect(page).toHaveURL("/?range=7d");
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("scripts never see the session token", async ({ page, context }) => {
  await signUp(page);
  const stored = await page.evaluate(() => [
    document.cookie,
    ...Object.values(localStorage),
    ...Object.values(sessionStorage),
  ]);
  const cookie = (await context.cookies()).find(({ name }) => name === "__Host-session");
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: "Strict", path: "/" });
  expect(stored.join(" ")).not.toContain(cookie?.value ?? "");
  expect(stored[0]).toBe("");
});

test("a browser that refuses the cookie gets an explanation of how to fix it", async ({ page, app }) => {
  const account = await openDashboard(page, app);
  await signOut(page);
  await page.route(`${app.api.url}/api/auth/signin`, async (route) => {
    const response = await route.fetch();
    const { "set-cookie": _, ...headers } = response.headers();
    await page.context().clearCookies();
    await route.fulfill({ response, headers });
  });
  await signIn(page, account);
  await expect(page.getByRole("alert")).toContainText("Your browser refused the sign-in cookie");
  await expect(page.getByRole("alert")).toContainText("COOKIE_SECURE=false");
  await expect(page.getByRole("alert")).toBeFocused();
});

test("when a session ends, the user signs in again and returns to the same page", async ({
  page,
  app,
  context,
  allow,
}) => {
  const account = await createAccount(page, app);
  await page.goto("/settings");
  await expect(page.getByRole("link", { name: "Recent activity" })).toBeVisible();
  await context.clearCookies();

  allow(/401/);
  await page.getByRole("link", { name: "Recent activity" }).click();
  await expect(page.getByText("Your session has ended")).toBeVisible();
  await signIn(page, account);
  await expect(page).toHaveURL("/settings/activity");
  await expect(page.getByRole("heading", { name: "Recent activity", level: 1 })).toBeVisible();
});

test("a tab notices a sign-out when it's looked at again, also one that wasn't told", async ({
  page,
  app,
  context,
  allow,
}) => {
  allow(/401/);
  // windows tell each other, which would reload the page in the middle of this test
  await context.addInitScript(() => {
    BroadcastChannel.prototype.postMessage = () => {};
  });
  await openDashboard(page, app);
  const other = await context.newPage();
  await other.goto("/");
  await signOut(other);
  // the refusal of any other request would end the session too
  await page.route(`${app.api.url}/api/**`, (route) => {
    if (route.request().url().endsWith("/api/auth/session")) return route.continue();
  });
  await page.bringToFront();
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  await expect(page.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
});

test("a new password's strength shows while typing, and a common one is refused before it is sent", async ({
  page,
}) => {
  await page.goto("/sign-up");
  const password = page.getByLabel("Password", { exact: true });
  await page.getByLabel("Name").fill("Augusta Lovelace");
  await expect(password).toHaveAccessibleDescription("At least 8 characters");

  await password.fill("Birthday");
  await expect(password).toHaveAccessibleDescription("This password is too common. Choose a less common one.");
  await password.fill("abababab");
  await expect(password).toHaveAccessibleDescription(
    "This password is too easy to guess. Avoid repeats, sequences, dates and rows of keys.",
  );
  await password.fill("augustalovelace");
  await expect(password).toHaveAccessibleDescription("Weak. It's close to your name, your email or this site's name.");
  await password.fill("brief");
  await expect(password).toHaveAccessibleDescription("At least 8 characters");
  await password.fill("correct horse battery staple");
  await expect(password).toHaveAccessibleDescription("Strong.");
});

test("dictionaries load only when a password is being chosen", async ({ page }) => {
  const dictionaries: string[] = [];
  page.on("request", (request) => request.url().includes("strength") && dictionaries.push(request.url()));
  await page.goto("/sign-in");
  await page.getByRole("link", { name: "Create one" }).click();
  await expect(page.getByRole("heading", { name: "Create your Cafe account" })).toBeVisible();
  expect(dictionaries).toEqual([]);
  await page.getByLabel("Password", { exact: true }).focus();
  await expect.poll(() => dictionaries.length).toBe(1);
});

for (const [code, words] of [
  ["provider_denied", "Sign-in with the provider was cancelled."],
  ["account_exists", "An account with the same email already exists. Sign in to it, then connect the provider"],
  ["constructor", "Sign-in with the provider didn't work."],
  ["Call 555-0100 now", "Sign-in with the provider didn't work."],
] as const) {
  test(`who comes back from the provider with "${code}" is told why in the app's own words`, async ({ page }) => {
    await page.goto(`/sign-in?${new URLSearchParams({ error: code, next: "/?range=7d" })}`);
    await expect(page.getByRole("alert")).toContainText(words);
    await expect(page.getByRole("alert")).not.toContainText("555");
    await page.getByRole("link", { name: "Create one" }).click();
    await expect(page).toHaveURL("/sign-up?next=%2F%3Frange%3D7d");
  });
}
