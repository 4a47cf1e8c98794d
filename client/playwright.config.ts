import { defineConfig, devices } from "@playwright/test";
import { browserEnvironment, findBrowser, launchArguments, timezone } from "./e2e/browser.ts";

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  globalSetup: "./e2e/global-setup.ts",
  fullyParallel: true,
  workers: 2,
  // A hiccup of a loaded machine holds up nobody's change. The run ends by naming what was flaky, with its error.
  retries: 1,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    // takes time in every test that passes
    trace: "on-first-retry",
    locale: "en-GB",
    timezoneId: timezone,
    launchOptions: { executablePath: findBrowser(), args: launchArguments, env: browserEnvironment },
  },
  projects: [
    {
      name: "desktop",
      testIgnore: "*phone.spec.ts",
      use: { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 800 } },
    },
    {
      name: "phone",
      testMatch: "*phone.spec.ts",
      use: { ...devices["Pixel 7"], viewport: { width: 390, height: 844 } },
    },
  ],
});
