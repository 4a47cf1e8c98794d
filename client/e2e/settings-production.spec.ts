import { openDashboard } from "./account.ts";
import { expect, test } from "./fixtures.ts";

// Without SMTP_URL.
test.use({ environment: { NODE_ENV: "production" } });

test("where no mail can be sent, the settings say so instead of offering it", async ({
  page,
  app,
  expectAccessible,
}) => {
  await openDashboard(page, app);
  await page.goto("/settings");
  const panel = page.getByRole("region", { name: "Email address" });
  await expect(panel).toContainText("This server can't send email");
  await expect(panel.getByRole("button")).toHaveCount(0);
  await page.getByRole("button", { name: /^Account/ }).click();
  await expect(page.getByRole("menuitem", { name: "Settings" })).toBeVisible();
  await expect(page.getByText("Email not confirmed")).toHaveCount(0);
  await expectAccessible(page);
});
