import { readFile, writeFile } from "node:fs/promises";
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
  await choose(page, "category,quantity,total\nCoffee,2,4.50\n");
  await expect(page.getByText("The first line has no item column.")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Download this list" })).toBeHidden();
  await choose(page, "item,category,quantity,total\nLatte,Coffee,two,4.50\nMocha,Coffee,1,=1+1\n");
  await expect(page.getByRole("alert")).toContainText("2 rows have errors");
  const bad = page.getByRole("table", { name: "Rows with errors" }).locator("tbody").getByRole("row");
  await expect(bad).toHaveText([
    "2quantitytwoMust be a whole number from 1 to 100,000",
    "3total=1+1Write the amount in EUR with 2 decimals, such as 1234.50",
  ]);
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

const CSV = "item,category,quantity,total\nLatte,Coffee,2,4.50\nMocha,Coffee,1,4.00\n";

/** Holds files over the page, and lets them go. */
async function drop(page: Page, ...contents: string[]) {
  const dataTransfer = await page.evaluateHandle((texts) => {
    const transfer = new DataTransfer();
    for (const text of texts) transfer.items.add(new File([text], "till.csv", { type: "text/csv" }));
    return transfer;
  }, contents);
  await page.dispatchEvent("body", "dragover", { dataTransfer });
  return () => page.dispatchEvent("body", "drop", { dataTransfer });
}

test("a file that is dropped onto the orders page is checked, and so is another onto the import panel", async ({
  page,
  app,
  allow,
}) => {
  allow(/400/);
  await openOrders(page, app, [{ item: "Tea" }], "?sort=totalCents");
  await expect(rows(page)).toHaveCount(1);
  const release = await drop(page, "item,category,quantity,total\nLatte,Coffee,two,4.50\n");
  await expect(page.getByText("Drop the file to import its orders")).toBeVisible();
  await release();
  await expect(page).toHaveURL("/orders/import?sort=totalCents");
  await expect(page.getByText("Drop the file to import its orders")).toBeHidden();
  await expect(page.getByRole("alert")).toContainText("1 row has errors");
  await (await drop(page, CSV))();
  await page.getByRole("button", { name: "Import 2 orders" }).click();
  await expect(page.getByText("2 orders imported")).toBeVisible();
  await expect(rows(page)).toHaveCount(3);
  // the panel doesn't come back with a file that was taken
  await page.getByRole("link", { name: "Import" }).click();
  await expect(page.getByText("Drop a CSV file here, or choose one")).toBeVisible();
  await expect(page.getByText(/till\.csv has/)).toBeHidden();
});

test("a file that is dropped while an order is typed takes nothing away", async ({ page, app }) => {
  await openOrders(page, app, []);
  await page.goto("/orders/new");
  await page.getByLabel("Item", { exact: true }).fill("Flat white");
  await (await drop(page, CSV))();
  await expect(page).toHaveURL("/orders/new");
  await expect(page.getByLabel("Item", { exact: true })).toHaveValue("Flat white");
});

test("several files at once are refused", async ({ page, app }) => {
  await openOrders(page, app, []);
  await (await drop(page, CSV, CSV))();
  await expect(page.getByRole("alert")).toContainText("Drop one file at a time.");
  await expect(page).toHaveURL("/orders");
});

test("a file that was changed after it was chosen has to be chosen again, and isn't a network problem", async ({
  page,
  app,
}, info) => {
  await openOrders(page, app, []);
  await page.goto("/orders/import");
  const path = info.outputPath("till.csv");
  await writeFile(path, CSV);
  await page.getByLabel("Drop a CSV file here, or choose one").setInputFiles(path);
  const start = page.getByRole("button", { name: "Import 2 orders" });
  await expect(start).toBeVisible();
  await writeFile(path, `${CSV}Tea,Tea,1,3.00\n`);
  await start.click();
  await expect(page.getByRole("alert")).toHaveText("Couldn't read till.csv. If you've changed it, choose it again.");
});

test("an answer that the page doesn't understand ends an import too", async ({ page, app }) => {
  await openOrders(page, app, []);
  await page.goto("/orders/import");
  await page.route(`${app.api.url}/api/orders/import?dryRun=true`, (route) =>
    route.fulfill({
      status: 204,
      headers: { "access-control-allow-origin": app.url, "access-control-allow-credentials": "true" },
    }),
  );
  await choose(page, CSV);
  await expect(page.getByRole("alert")).toContainText("The server sent a response this page doesn't understand.");
});

test("a large file shows how much of it is sent, and then what the server does", async ({ page, app }) => {
  await openOrders(page, app, []);
  await page.goto("/orders/import");
  const lines = Array.from({ length: 6_000 }, (_, line) => `Latte ${line % 7},Coffee and more,2,4.50\n`);
  const network = await page.context().newCDPSession(page);
  const uploadThroughput = 150_000;
  await network.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput,
  });
  await choose(page, `item,category,quantity,total\n${lines.join("")}`);
  const bar = page.getByRole("progressbar", { name: "Uploading till.csv…" });
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow"))).toBeGreaterThan(20);
  await expect(page.getByText(/^[\d.]+ k?B of [\d.]+ kB$/)).toBeVisible();
  const start = page.getByRole("button", { name: "Import 6,000 orders" });
  await expect(start).toBeVisible({ timeout: 30_000 });

  const mayAnswer = Promise.withResolvers<void>();
  await page.route(`${app.api.url}/api/orders/import`, async (route) => {
    if (route.request().method() === "POST") await mayAnswer.promise;
    await route.continue();
  });
  await network.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await start.click();
  await expect(page.getByRole("status").filter({ hasText: "Uploading till.csv…" })).toBeVisible();
  mayAnswer.resolve();
  await expect(page.getByText("6,000 orders imported")).toBeVisible({ timeout: 30_000 });
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
