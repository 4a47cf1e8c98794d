import { createAccount } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

test("nothing moves for a user who asked for less motion, not even while something loads", async ({ page, app }) => {
  await createAccount(page, app);
  const countMoving = () =>
    page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === "running").length);
  // an answer that doesn't come
  await page.route("**/api/auth/activity?*", () => {});
  await page.goto("/settings/activity");
  await expect.poll(countMoving).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(countMoving).toBe(0);
});
