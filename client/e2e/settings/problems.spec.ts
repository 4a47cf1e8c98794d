import { createAccount, openDashboard } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { makeUnreachable, UNREACHABLE } from "../support/unreachable.ts";

test("what can't be loaded says why, and appears on another try", async ({ page, app, allow, expectAccessible }) => {
  await openDashboard(page, app);
  allow(/500/);
  const error = { code: "INTERNAL_ERROR", message: "Something failed on our side", requestId: "reference-42" };
  await page.route(`${app.api.url}/api/auth/sessions`, (route) =>
    route.fulfill({
      status: 500,
      json: { status: "error", data: null, error },
      headers: { "access-control-allow-origin": app.url, "access-control-allow-credentials": "true" },
    }),
  );
  await page.goto("/settings/sessions");
  await expect(page.getByRole("alert")).toContainText("Something failed on our side");
  await expect(page.getByRole("alert")).toContainText("reference-42");
  await expectAccessible(page);
  await page.unrouteAll();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("region", { name: "Active sessions" })).toContainText("This device");
});

test("while the API is unreachable the settings stay, say so, and keep what was typed", async ({
  page,
  app,
  allow,
}) => {
  allow(UNREACHABLE);
  const account = await createAccount(page, app);
  await page.goto("/settings/security");
  const current = page.getByLabel("Current password");
  await current.fill(account.password);
  await page.getByLabel("New password").fill("a lighthouse at seven sharp");
  const reachAgain = await makeUnreachable(page, app);
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByRole("alert")).toContainText("Can't reach the server");
  await expect(current).toHaveValue(account.password);
  await page.getByRole("link", { name: "Sessions" }).click();
  await expect(page.getByRole("alert")).toContainText("Can't reach the server");
  await reachAgain();
  await expect(page.getByRole("region", { name: "Active sessions" })).toContainText("This device");
});

test("nothing moves when the sign-in methods arrive", async ({ page, app }) => {
  await openDashboard(page, app);
  const mayCome = Promise.withResolvers<void>();
  await page.route(`${app.api.url}/api/auth/sign-in-methods`, async (route) => {
    await mayCome.promise;
    await route.continue();
  });
  await page.goto("/settings/security");
  const height = () => page.getByRole("main").evaluate((main) => main.scrollHeight);
  await expect(page.locator(".mantine-Skeleton-root")).toHaveCount(3);
  const before = await height();
  mayCome.resolve();
  await expect(page.getByRole("button", { name: "Add a passkey" })).toBeVisible();
  expect(Math.abs((await height()) - before)).toBeLessThan(8);
});
