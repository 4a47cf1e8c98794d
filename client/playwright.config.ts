import { availableParallelism } from "node:os";
import { defineConfig, devices } from "@playwright/test";
import { browserEnvironment, findBrowser, launchArguments, timezone } from "./e2e/support/browser.ts";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  globalSetup: "./e2e/support/global-setup.ts",
  fullyParallel: true,
  // a test waits for a part of its time; each worker has a browser and an API of its own
  workers: Math.min(availableParallelism() + 1, 6),
  // A hiccup of a loaded machine holds up nobody's change. The run ends by naming what was flaky, with its error.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    viewport: { width: 1280, height: 800 },
    // takes time in every test that passes
    trace: "on-first-retry",
    locale: "en-GB",
    timezoneId: timezone,
    launchOptions: {
      executablePath: findBrowser(),
      // a test is over before optimized code is worth making
      args: [...launchArguments, "--js-flags=--no-opt --no-maglev"],
      env: browserEnvironment,
    },
  },
});
