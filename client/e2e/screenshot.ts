import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { readOptions } from "../../server/src/commands/read-options.ts";
import { newAccount, signUp } from "./support/account.ts";
import { startApp } from "./support/app.ts";
import { findBrowser, launchArguments, timezone } from "./support/browser.ts";
import globalSetup from "./support/global-setup.ts";
import { addSampleOrders } from "./support/orders.ts";

const USAGE = `Usage: npm run screenshot

Takes the README's pictures from the built app, in both themes.`;

readOptions(USAGE);
const images = join(import.meta.dirname, "../../docs/images");
const tearDown = await globalSetup();
const app = await startApp();
const browser = await chromium.launch({ executablePath: findBrowser(), args: launchArguments });
const page = await browser.newPage({
  baseURL: app.url,
  viewport: { width: 1280, height: 900 },
  reducedMotion: "reduce",
  locale: "en-GB",
  timezoneId: timezone,
});
await mkdir(images, { recursive: true });

await signUp(page, newAccount({ name: "Ada Lovelace", email: `ada.${Date.now()}@example.com` }));
await addSampleOrders(page);
await page.getByRole("button", { name: "Close" }).click();
await page.getByRole("application").waitFor();
await shoot("dashboard");
await page.goto("/orders");
await page.getByRole("table", { name: "Orders" }).waitFor();
await shoot("orders");

await browser.close();
await app.close();
await tearDown();

async function shoot(name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
    const file = `${name}-${colorScheme}.png`;
    await page.screenshot({ path: join(images, file) });
    console.log(`docs/images/${file} is new.`);
  }
}
