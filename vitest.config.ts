import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig, type TestUserConfig } from "vitest/config";

/** Of what needs a database, whether it tests the server or a command. */
const database: TestUserConfig = {
  isolate: false,
  globalSetup: "server/src/test/global-setup.ts",
  hookTimeout: 30_000,
  testTimeout: 20_000,
};

/** What renames the whole project three times, on copies. */
const UPGRADE = "scripts/upgrade/renamed.test.ts";

export default defineConfig({
  test: {
    // a test of the server waits about half of its time, mostly for PostgreSQL
    maxWorkers: availableParallelism() + 1,
    // files share a process, and load the app once: a test leaves nothing behind, no held clock and no open app
    projects: [
      { test: { name: "shared", isolate: false, include: ["shared/src/**/*.test.ts"] } },
      {
        test: {
          ...database,
          name: "server",
          include: ["{server,scripts}/**/*.test.ts"],
          // the template's run where npm run new has put them
          exclude: ["scripts/new/template/**", UPGRADE, "**/node_modules/**"],
          alias: { "@node-rs/argon2": join(import.meta.dirname, "server/src/test/cheap-argon2.ts") },
          // of tests that mostly wait, such as for a database that has fallen silent
          maxConcurrency: 8,
        },
      },
      // npm test leaves it to npm run check:commands -- upgrade
      { test: { ...database, name: "upgrade", include: [UPGRADE] } },
      { test: { name: "client", isolate: false, include: ["client/src/**/*.test.{ts,tsx}"] } },
    ],
  },
});
