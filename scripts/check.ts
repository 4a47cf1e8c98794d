import { spawnSync } from "node:child_process";
import { readOptions } from "../server/src/commands/read-options.ts";

const USAGE = `Usage: npm run check

Checks types, lint and format, dead code, imports between folders and the OpenAPI document, and stops at the first failure.
It changes nothing. To format and sort imports: npx biome check --write .`;

readOptions(USAGE);
const commands = ["tsc", "biome check .", "knip", "npm run check:imports", "npm run check:openapi"];
process.exitCode = spawnSync(commands.join(" && "), { shell: true, stdio: "inherit" }).status ?? 1;
