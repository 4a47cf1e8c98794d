import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // a test of the server waits about half of its time, mostly for PostgreSQL
    maxWorkers: availableParallelism() + 1,
    // files share a process, and load the app once: a test leaves nothing behind, no held clock and no open app
    projects: [
      { test: { name: "shared", isolate: false, include: ["shared/src/**/*.test.ts"] } },
      {
        test: {
          name: "server",
          include: ["{server,scripts}/**/*.test.ts"],
          // theirs run where npm run new has put them
          exclude: ["scripts/new/template/**", "**/node_modules/**"],
          isolate: false,
          globalSetup: "server/src/test/global-setup.ts",
          alias: { "@node-rs/argon2": join(import.meta.dirname, "server/src/test/cheap-argon2.ts") },
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
