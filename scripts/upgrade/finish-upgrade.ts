import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { git, tryGit } from "../project/git.ts";
import { runNpm } from "../project/npm.ts";
import { readConflicts } from "./merge.ts";
import { type Added, appendMigrations } from "./migrations.ts";
import { forgetState, howToGoBack, readState } from "./state.ts";

export type Finished = { version: string; migrations: Added[]; codemods: string[] };

/**
 * After the merge, once nothing conflicts: libraries, migrations, codemods, one commit. Each may run twice, so after an
 * interruption `--continue` starts here again.
 */
export function finishUpgrade(root: string): Finished {
  const upgrade = readState(root);
  if (!upgrade) throw new Error("No upgrade is in progress on this branch. To start one, run npm run upgrade.");
  if (!upgrade.merged) throw new Error(`The merge was interrupted.\n${howToGoBack(upgrade)}`);
  refuseConflicts(root);
  const version = upgrade.versions.at(-1) ?? "";

  const hasNewLibraries = tryGit(root, "diff", "--quiet", "HEAD", "--", "package.json", "*/package.json") === undefined;
  // npm sorts out what the merge means for the lock file
  if (hasNewLibraries) runNpm(root, "install", "--no-audit", "--no-fund", "--loglevel=error");
  const migrations = appendMigrations(root, upgrade.base, upgrade.release);
  const codemods = upgrade.versions
    .map((one) => `scripts/upgrade-to-${one}.ts`)
    .filter((codemod) => existsSync(join(root, codemod)));
  for (const codemod of codemods) execFileSync(process.execPath, [codemod], { cwd: root, stdio: "inherit" });
  format(root);
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--allow-empty", "--message", `Upgrade the starter to ${version}`);
  forgetState(root);
  return { version, migrations, codemods };
}

function refuseConflicts(root: string): void {
  const conflicts = readConflicts(root);
  if (conflicts.length > 0) {
    throw new Error(
      `Some conflicts aren't resolved yet. Resolve each, then git add it:\n${conflicts.map(({ file, what }) => `  ${file}  ${what}`).join("\n")}`,
    );
  }
  const markers = git(root, "diff", "--name-only", "-G", "^(<<<<<<<|>>>>>>>) ", "HEAD");
  if (markers) throw new Error(`There are still conflict markers in:\n${markers}`);
}

/** Sorts imports and formats. `npm run check` reports what this can't fix. */
function format(root: string): void {
  git(root, "add", "--all");
  const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
  const options = ["check", "--write", "--staged", "--no-errors-on-unmatched", "--log-level=none"];
  try {
    execFileSync(process.execPath, [biome, ...options], { cwd: root, stdio: "ignore" });
  } catch {}
}
