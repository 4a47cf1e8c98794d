import { spawnSync } from "node:child_process";
import { readOptions } from "../server/src/commands/read-options.ts";

const USAGE = `Usage: npm run check

Checks types, lint and format, dead code, imports between folders, the OpenAPI document and how much script
the sign-in form needs, and stops at the first failure.
It changes nothing. To format and sort imports: npx biome check --write .`;

readOptions(USAGE);
const commands = [
  "tsc",
  "biome check .",
  "knip",
  "npm run check:imports",
  "npm run check:openapi",
  // the build fails above its budget
  "vite build client --logLevel warn --outDir ../node_modules/.cache/client --emptyOutDir",
];
process.exitCode = spawnSync(commands.join(" && "), { shell: true, stdio: "inherit" }).status ?? 1;
