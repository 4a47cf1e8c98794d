import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readOptions } from "../server/src/commands/read-options.ts";
import { findCircles, findForbidden, readImports, readRules } from "./import-rules.ts";

const USAGE = `Usage: npm run check:imports

Checks that folders import only what docs/architecture.md lets them, and never in a circle.`;

readOptions(USAGE);

const root = fileURLToPath(new URL("..", import.meta.url));
const rules = readRules(await readFile(join(root, "docs/architecture.md"), "utf8"));
const imports = readImports(root);
const problems = [
  ...findForbidden(imports, rules).map((line) => `Not allowed by docs/architecture.md: ${line}`),
  ...findCircles(imports).map((folder) => `Imports in a circle: ${folder}`),
];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
