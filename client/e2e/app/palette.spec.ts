import { createAccount, openDashboard } from "../support/account.ts";
import { expect, test } from "../support/fixtures.ts";

test("Ctrl K finds pages and actions, by the keyboard alone", async ({ page, app, expectAccessible }) => {
  const loaded: string[] = [];
  page.on("response", (response) => loaded.push(response.url()));
  await openDashboard(page, app);
  expect(loaded.filter((url) => /\/palette-/.test(url))).toEqual([]);

  await page.keyboard.press("Control+k");
  const search = page.getByRole("combobox", { name: "Search and commands" });
  const entries = page.getByRole("listbox", { name: "Search and commands" }).getByRole("option");
  const selected = entries.and(page.locator("[aria-selected=true]"));
  await expect(search).toBeFocused();
  await expect(selected).toHaveText("Dashboard");
  await page.keyboard.press("ArrowDown");
  await expect(selected).not.toHaveText("Dashboard");
  const option = await selected.getAttribute("id");
  await expect(search).toHaveAttribute("aria-activedescendant", option ?? "");
  await page.keyboard.press("ArrowUp");
  await expect(selected).toHaveText("Dashboard");
  await expectAccessible(page);

  await page.keyboard.type("sess");
  await expect(selected).toHaveText("Sessions");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Sessions", level: 1 })).toBeFocused();

  // A dialog has the keys to itself.
  await page.goto("/settings/data");
  await page.getByRole("button", { name: "Delete account" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(search).toHaveCount(0);
});

test("whoever gives up on the palette is where they were", async ({ page, app }) => {
  await openDashboard(page, app);
  const settings = page.getByRole("link", { name: "Settings", exact: true });
  await settings.focus();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name: "Search and commands" })).toBeFocused();
  await page.keyboard.type("light");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("combobox", { name: "Search and commands" })).toHaveCount(0);
  await expect(settings).toBeFocused();
  await page.getByRole("button", { name: "Search", exact: true }).click();
  await expect(page.getByRole("combobox", { name: "Search and commands" })).toHaveValue("");
  await expect(page.getByRole("combobox", { name: "Search and commands" })).toBeFocused();
  await page.keyboard.type("dark");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});

test("? lists the keys, but is a question mark where one types", async ({ page, app, expectAccessible }) => {
  await createAccount(page, app);
  await page.goto("/settings");
  await page.getByLabel("Name").fill("");
  await page.getByLabel("Name").press("Shift+?");
  await expect(page.getByLabel("Name")).toHaveValue("?");
  await page.getByLabel("Name").blur();
  await page.keyboard.press("Shift+?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list).toContainText("Search and commandsCtrlK");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);
});

test("a palette that can't be loaded says so, and is loaded the next time", async ({ page, app, allow }) => {
  await openDashboard(page, app);
  allow(/palette|ERR_FAILED|dynamically imported/);
  await page.route("**/palette-*.js", (route) => route.abort());
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("alert")).toContainText("Couldn't load this part of the app");
  await expect(page.getByRole("heading", { name: "Dashboard", level: 1 })).toBeVisible();
});
