import { AxeBuilder } from "@axe-core/playwright";
import { test as base, expect, type Page } from "@playwright/test";
import { type App, startApp } from "./app.ts";

type Fixtures = {
  /** Names what a test provokes; any other complaint of the browser fails it. */
  allow: (...complaints: RegExp[]) => void;
  expectAccessible: (page: Page) => Promise<void>;
};

type WorkerFixtures = {
  app: App;
  /** Settings of the API that differ; a file that names any gets an app of its own. */
  environment: NodeJS.ProcessEnv;
};

const COLOR_RULES = ["color-contrast", "link-in-text-block"];

export const test = base.extend<Fixtures, WorkerFixtures>({
  environment: [{}, { option: true, scope: "worker" }],

  app: [
    async ({ environment }, use) => {
      const app = await startApp(environment);
      await use(app);
      await app.close();
    },
    { scope: "worker" },
  ],

  baseURL: ({ app }, use) => use(app.url),

  context: async ({ context }, use) => {
    // set by faketime: see CONTRIBUTING.md
    if (process.env.FAKETIME) await context.clock.setSystemTime(Date.now());
    await use(context);
  },

  allow: [
    async ({ page }, use) => {
      // The machine's network may change, when a container starts for example: none of the app's doing.
      const allowed = [/ERR_NETWORK_CHANGED/];
      const complaints: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") {
          complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
        }
      });
      page.on("pageerror", (error) => complaints.push(`uncaught: ${error.message}`));
      page.on("response", (response) => {
        if (response.status() >= 400) complaints.push(`answer ${response.status()}: ${response.url()}`);
      });
      page.on("requestfailed", (request) => {
        const reason = request.failure()?.errorText ?? "";
        // A page that one leaves cancels what it was waiting for.
        if (reason !== "net::ERR_ABORTED") complaints.push(`request failed: ${reason} ${request.url()}`);
      });
      await use((...patterns) => void allowed.push(...patterns));
      expect(complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint)))).toEqual([]);
    },
    { auto: true },
  ],

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
  expectAccessible: async ({}, use) => {
    await use(async (page) => {
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", colorScheme);
        // no frames here, so no page of axe's own is needed; the other theme changes nothing but colors
        const axe = new AxeBuilder({ page }).options({ resultTypes: ["violations"] }).setLegacyMode();
        if (colorScheme === "dark") axe.withRules(COLOR_RULES);
        const { violations } = await axe.analyze();
        expect(
          violations.map(({ id, nodes }) => ({
            id,
            theme: colorScheme,
            where: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
          })),
        ).toEqual([]);
      }
    });
  },
});

export { expect };
