import { openDashboard } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";
import { addOrder } from "../support/orders.ts";

test("Ctrl K finds orders by the keyboard alone", async ({ page, app }) => {
  await openDashboard(page, app);
  const { id } = await addOrder(page, app, { item: "Golden espresso", totalCents: 450 });

  await page.keyboard.press("Control+k");
  const search = page.getByRole("combobox", { name: "Search and commands" });
  const entries = page.getByRole("listbox", { name: "Search and commands" }).getByRole("option");
  const selected = entries.and(page.locator("[aria-selected=true]"));
  await expect(search).toBeFocused();
  await page.keyboard.type("golden");
  await expect(entries).toHaveText([/^Golden espresso€4\.50 · /, "Search orders for “golden”"]);
  await page.keyboard.press("ArrowDown");
  await expect(selected).toHaveText("Search orders for “golden”");
  await page.keyboard.press("ArrowUp");
  await expect(selected).toContainText("Golden espresso");
  const option = await selected.getAttribute("id");
  await expect(search).toHaveAttribute("aria-activedescendant", option ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(`/orders/${id}`);
  await expect(page.getByLabel("Item", { exact: true })).toHaveValue("Golden espresso");

  // A dialog has the keys to itself.
  await page.keyboard.press("Control+k");
  await expect(search).toHaveCount(0);
});
