import { openDashboard } from "../support/account.ts";
import { phone } from "../support/browser.ts";
import { expect, test } from "../support/fixtures.ts";
import { expectNoSidewaysScrolling } from "../support/layout.ts";
import { AFTER_90_DAYS, addSampleOrders } from "../support/orders.ts";

test.use(phone);

test("the dashboard fits a phone", async ({ page, app, expectAccessible }) => {
  await openDashboard(page, app);
  await addSampleOrders(page);
  await expect(page.getByRole("region", { name: "Newest orders" }).getByRole("listitem")).toHaveCount(10);
  await page.getByText("90 days", { exact: true }).click();
  await expect(page.getByRole("article").first()).toContainText(AFTER_90_DAYS);
  await expectNoSidewaysScrolling(page);
  await page.getByText("Table", { exact: true }).click();
  await expectNoSidewaysScrolling(page);
  await expectAccessible(page);
});
