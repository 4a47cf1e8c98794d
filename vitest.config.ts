import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // the default leaves a core idle, half of a small machine
    maxWorkers: "100%",
    projects: [
      { test: { name: "shared", include: ["shared/src/**/*.test.ts"] } },
      {
        test: {
          name: "server",
          include: ["server/**/*.test.ts"],
          globalSetup: "server/src/test/global-setup.ts",
          // of tests that mostly wait, such as for a database that has fallen silent
          maxConcurrency: 8,
          hookTimeout: 30_000,
          testTimeout: 20_000,
        },
      },
      { test: { name: "client", include: ["client/src/**/*.test.{ts,tsx}"] } },
    ],
  },
});
