import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { readOptions } from "../../server/src/commands/read-options.ts";
import { runNpm } from "../project/npm.ts";
import { recordStep } from "../project/starter.ts";
import { type Removal, removeExample } from "./remove-example.ts";

const USAGE = `Usage: npm run remove-example [-- --dry-run] [-- --force]

Removes the example: orders, the café's settings and figures, with their pages, text and tests. A migration drops their tables.

  --dry-run  show what would be removed, and change nothing
  --force    run even if you have uncommitted changes, or places that you'll have to edit by hand`;

const NEXT = `
The example is gone, and so is this command. Applying the newest migration drops its tables and every row in them.

Next:
  npm run check && npm test
  git add --all && git commit --message "Remove the example"
  npm run rename -- "Acme Portal"    gives the project your product's name, if it doesn't have it yet`;

const root = fileURLToPath(new URL("../..", import.meta.url));
try {
  const { values } = readOptions(USAGE, {
    options: {
      "dry-run": { type: "boolean", default: false },
      force: { type: "boolean", default: false },
      // `npm run upgrade` replays it on a release, where nothing is installed
      replay: { type: "boolean", default: false },
    },
  });
  const { "dry-run": dryRun, force, replay } = values;
  const removal = removeExample(root, { dryRun, force });
  describe(removal, dryRun);
  if (!dryRun) finish(removal, replay);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function describe({ removed, written, dependencies, problems }: Removal, dryRun: boolean): void {
  const counts = new Map<string, number>();
  for (const file of removed) {
    const folder = file.split("/").slice(0, 3).join("/");
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const folders = [...counts].map(([folder, count]) => (count > 1 ? `${folder}/ (${count} files)` : folder));
  list(dryRun ? "Would remove" : "Removed", folders);
  list(dryRun ? "Would write" : "Wrote", [...written.keys()]);
  list("Packages no longer needed", dependencies);
  list("Edit these by hand", problems);
}

function list(title: string, entries: string[]): void {
  if (entries.length > 0) console.log(`${title}:\n${entries.map((entry) => `  ${entry}\n`).join("")}`);
}

/** Formats what was written, updates the lock file, and records the step for upgrades. */
function finish({ written }: Removal, replay: boolean): void {
  recordStep(root, "remove-example");
  const sources = [...written.keys()].filter(
    (file) => /\.(tsx?|css|json)$/.test(file) && !file.startsWith("migrations/"),
  );
  const biome = "node_modules/@biomejs/biome/bin/biome";
  execFileSync(process.execPath, [biome, "format", "--write", "--log-level=error", ...sources], { cwd: root });
  if (!replay) runNpm(root, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error");
  console.log(NEXT);
}
