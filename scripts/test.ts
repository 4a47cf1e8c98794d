import { spawnSync } from "node:child_process";
import { readOptions } from "../server/src/commands/read-options.ts";

const USAGE = `Usage: npm test

Runs the tests: schemas, the API on a PostgreSQL of its own, components, and journeys in a real browser, which it installs if
there's none. It takes some minutes. It leaves out upgrading a renamed project, which npm run check:commands -- upgrade tests.

For one file: npx vitest run server/src/auth/sign-up/routes.test.ts
For one journey: npm run e2e --workspace client -- journey`;

readOptions(USAGE);
const commands = [
  "node client/e2e/install-browser.ts",
  "vitest run --project=!upgrade",
  "npm run e2e --workspace client",
];
process.exitCode = spawnSync(commands.join(" && "), { shell: true, stdio: "inherit" }).status ?? 1;
