import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/fixtures.ts";
import { openOrders, rows } from "../support/orders.ts";

const choose = (page: Page, content: string) =>
  page.getByLabel("Drop a CSV file here, or choose one").setInputFiles({
    name: "till.csv",
    mimeType: "application/vnd.ms-excel",
    buffer: Buffer.from(content),
  });

test("a file is checked, its bad rows can be taken along, and once mended it is imported", async ({
  page,
  app,
  allow,
  expectAccessible,
}) => {
  allow(/400/);
  await openOrders(page, app, []);
  await page.getByRole("link", { name: "Import a CSV file" }).click();
  await expect(page).toHaveURL("/orders/import");
  await choose(page, "item,category,quantity,total\nLatte,Coffee,two,4.50\nMocha,Coffee,1,=1+1\n");
  await expect(page.getByRole("alert")).toContainText("2 rows have errors");
  const bad = page.getByRole("table", { name: "Rows with errors" }).locator("tbody").getByRole("row");
  await expect(bad).toHaveText([/^2quantitytwo/, /^3total=1\+1/]);
  await expectAccessible(page);
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download this list" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("till-problems.csv");
  const list = await readFile(await download.path(), "utf8");
  expect(list).toMatch(/^line,column,value,message\r\n2,quantity,two,.+\r\n3,total,'=1\+1,.+\r\n$/);

  await choose(page, "item;category;quantity;total;till\nLatte;Coffee;2;1.234,50;7\nMocha;Coffee;1;4,00;7\n");
  await expect(page.getByText(/till\.csv has 2 orders.*Column till will be ignored/)).toBeVisible();
  const preview = page.getByRole("table", { name: "First orders in the file" }).locator("tbody").getByRole("row");
  await expect(preview).toHaveText([/Latte.*2€1,234\.50$/, /Mocha.*1€4\.00$/]);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Import 2 orders" }).click();
  await expect(page.getByText("2 orders imported")).toBeVisible();
  await expect(page).toHaveURL("/orders");
  await expect(rows(page)).toHaveCount(2);
});

test("an export has exactly the rows that are looked for, in their order", async ({ page, app }) => {
  await openOrders(
    page,
    app,
    [
      { item: "Latte", totalCents: 300 },
      { item: "Large latte", totalCents: 500 },
      { item: "Mocha", totalCents: 400 },
    ],
    "?q=latte&sort=totalCents",
  );
  await expect(rows(page)).toHaveCount(2);
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export" }).click();
  const lines = (await readFile(await (await downloading).path(), "utf8")).trim().split(/\r?\n/);
  expect(lines).toEqual([
    expect.stringMatching(/^\uFEFF?id,placedAt,item,category,quantity,total,currency,status$/),
    expect.stringMatching(/Large latte,Coffee,1,5\.00,EUR,completed$/),
    expect.stringMatching(/,Latte,Coffee,1,3\.00,EUR,completed$/),
  ]);
});
