import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // the default leaves a core idle, half of a small machine
    maxWorkers: "100%",
    // files share a process, and load the app once: a test leaves nothing behind, no held clock and no open app
    projects: [
      { test: { name: "shared", isolate: false, include: ["shared/src/**/*.test.ts"] } },
      {
        test: {
          name: "server",
          include: ["{server,scripts}/**/*.test.ts"],
          isolate: false,
          globalSetup: "server/src/test/global-setup.ts",
          // of tests that mostly wait, such as for a database that has fallen silent
          maxConcurrency: 8,
          hookTimeout: 30_000,
          testTimeout: 20_000,
        },
      },
      { test: { name: "client", isolate: false, include: ["client/src/**/*.test.{ts,tsx}"] } },
    ],
  },
});
