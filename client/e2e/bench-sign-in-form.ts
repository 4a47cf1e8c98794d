import { chromium } from "@playwright/test";
import { readOptions } from "../../server/src/commands/read-options.ts";
import { startApp } from "./support/app.ts";
import { findBrowser, launchArguments } from "./support/browser.ts";
import { compressAssets } from "./support/compress-assets.ts";
import globalSetup from "./support/global-setup.ts";

const USAGE = `Usage: npm run bench:form

Measures how long a new visitor on a slow line waits for the sign-in form, with nothing cached.`;

const ROUNDS = 7;
/** A slow mobile connection, as Lighthouse simulates one. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };

readOptions(USAGE);
const tearDown = await globalSetup();
const app = await startApp({}, [compressAssets()]);
const browser = await chromium.launch({ executablePath: findBrowser(), args: launchArguments });

const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) times.push(await timeToForm());
times.sort((a, b) => a - b);
console.log(`The sign-in form shows after ${times[Math.floor(ROUNDS / 2)]} ms (median; ${times.join(", ")}).`);

await browser.close();
await app.close();
await tearDown();

async function timeToForm(): Promise<number> {
  const context = await browser.newContext({ baseURL: app.url });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", SLOW);
  const started = performance.now();
  await page.goto("/", { waitUntil: "commit" });
  await page.getByLabel("Email").waitFor();
  const elapsed = Math.round(performance.now() - started);
  await context.close();
  return elapsed;
}
