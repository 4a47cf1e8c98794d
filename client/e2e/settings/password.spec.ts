import { createAccount, signIn, signOut } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

test("a user changes the password, which ends the other sessions", async ({ page, app, browser, allow }) => {
  const account = await createAccount(page, app);
  const elsewhere = await browser.newPage({ baseURL: app.url });
  await elsewhere.goto("/sign-in");
  await signIn(elsewhere, account);
  await expect(elsewhere.getByRole("heading", { name: "Dashboard" })).toBeVisible();

  await page.goto("/settings/security");
  const panel = page.getByRole("region", { name: "Password" });
  const current = panel.getByLabel("Current password");
  const next = panel.getByLabel("New password");
  await expect(panel).toContainText("Changing your password signs you out everywhere else.");
  allow(/400|401/);
  await current.fill("a wrong password");
  await next.fill("a lighthouse at seven sharp");
  await panel.getByRole("button", { name: "Change password" }).click();
  await expect(current).toHaveAccessibleDescription("Incorrect password.");
  // whoever mends it goes on typing: nothing takes the focus when the message goes
  await current.press("End");
  await page.keyboard.type(", too");
  await expect(current).toHaveValue("a wrong password, too");
  await expect(current).toBeFocused();

  await current.fill(account.password);
  await next.fill("password123");
  await panel.getByRole("button", { name: "Change password" }).click();
  // the strength says the same while one types
  await expect(next).toHaveAttribute("aria-invalid", "true");
  await expect(next).toHaveAccessibleDescription("This password is too common. Choose a less common one.");

  await next.fill("a lighthouse at seven sharp");
  await expect(next).toHaveAccessibleDescription("Strong.");
  await panel.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed. 1 other session ended.")).toBeVisible();
  await expect(current).toHaveValue("");
  await expect(next).toHaveValue("");

  await elsewhere.reload();
  await expect(elsewhere.getByRole("heading", { name: "Sign in to Cafe" })).toBeVisible();
  await elsewhere.close();
  await page.reload();
  await expect(panel).toBeVisible();
  await signOut(page);
  await signIn(page, { ...account, password: "a lighthouse at seven sharp" });
  await expect(page.getByRole("heading", { name: "Dashboard" })).toBeVisible();
});

test("a refusal isn't shown beside a password that was changed meanwhile", async ({ page, app, allow }) => {
  const account = await createAccount(page, app);
  allow(/400/);
  const answerMayCome = Promise.withResolvers<void>();
  await page.route(`${app.api.url}/api/auth/change-password`, async (route) => {
    await answerMayCome.promise;
    await route.continue();
  });
  await page.goto("/settings/security");
  const panel = page.getByRole("region", { name: "Password" });
  const next = panel.getByLabel("New password");
  await panel.getByLabel("Current password").fill(account.password);
  await next.fill("password123");
  await panel.getByRole("button", { name: "Change password" }).click();
  await next.fill("a lighthouse at seven sharp");
  const refused = page.waitForResponse((answer) => answer.status() === 400);
  answerMayCome.resolve();
  await refused;
  await expect(panel.getByRole("button", { name: "Change password" })).toBeEnabled();
  await expect(next).not.toHaveAttribute("aria-invalid", "true");
  await expect(next).toHaveAccessibleDescription("Strong.");
  await panel.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Password changed.")).toBeVisible();
});
