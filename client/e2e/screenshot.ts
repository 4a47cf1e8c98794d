import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { addSampleOrders, newAccount, signUp } from "./support/account.ts";
import { startApp } from "./support/app.ts";
import { findBrowser, launchArguments, timezone } from "./support/browser.ts";
import globalSetup from "./support/global-setup.ts";

/** `npm run screenshot`: takes the README's picture of the dashboard from the built app. */
const docs = join(import.meta.dirname, "../../docs");
const tearDown = await globalSetup();
const app = await startApp();
const browser = await chromium.launch({ executablePath: findBrowser(), args: launchArguments });
const page = await browser.newPage({
  baseURL: app.url,
  viewport: { width: 1280, height: 900 },
  colorScheme: "light",
  reducedMotion: "reduce",
  locale: "en-GB",
  timezoneId: timezone,
});

await signUp(page, newAccount({ name: "Ada Lovelace", email: `ada.${Date.now()}@example.com` }));
await addSampleOrders(page);
await page.getByRole("button", { name: "Close" }).click();
await page.getByRole("application").waitFor();
await page.evaluate(() => document.fonts.ready);
await mkdir(docs, { recursive: true });
await page.screenshot({ path: join(docs, "dashboard.png") });

await browser.close();
await app.close();
await tearDown();
console.log("docs/dashboard.png is new.");
