import { fileURLToPath } from "node:url";
import { readOptions } from "../../server/src/commands/read-options.ts";
import { runNpm } from "../project/npm.ts";
import { type Finished, finishUpgrade } from "./finish-upgrade.ts";
import { howToGoOn } from "./state.ts";
import { type Started, startUpgrade } from "./upgrade-project.ts";

const USAGE = `Usage: npm run upgrade -- [--from URL] [--to 1.2.3] [--dry-run]
       npm run upgrade -- --continue

Merges the starter's newest release into the project, on a branch of its own, and checks it. Your name, code and migrations stay.

  --from      the starter's Git URL or path; remembered after the first time
  --to        upgrade to this release instead of the newest
  --dry-run   show what would change and what would conflict, and change nothing
  --continue  finish the upgrade once you've resolved the conflicts

Example: npm run upgrade -- --from https://github.com/you/starter.git --dry-run`;

/** `npm run upgrade`: merges the starter's newer releases into the project. */
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
try {
  const { values } = readOptions(USAGE, {
    options: {
      from: { type: "string" },
      to: { type: "string" },
      "dry-run": { type: "boolean" },
      continue: { type: "boolean" },
    },
  });
  const { from, to, "dry-run": dryRun = false } = values;
  const started = values.continue ? undefined : startUpgrade(root, { from, to, dryRun });
  if (started) printStarted(started, dryRun);
  if (!values.continue && !started)
    console.log(`Nothing to do: the project is already at ${to ? `${to} or later` : "the newest release"}.`);
  else if (started && !dryRun && started.merged.conflicts.length > 0) stopAtConflicts(started);
  else if (!dryRun) finish();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function printStarted({ versions, notes, migrations, merged, diff }: Started, dryRun: boolean): void {
  console.log(`${dryRun ? "Would upgrade" : "Upgrading"} to ${versions.at(-1)}.`);
  for (const { version, note } of notes) if (note) console.log(`\nUpgrade notes for ${version}:\n${note}`);
  if (diff) console.log(`\n${diff}`);
  if (dryRun && migrations.length > 0) list("New migrations, to be added after yours", migrations);
  if (merged.leftOut.length > 0) list("Skipped, because you removed these files", merged.leftOut);
  if (dryRun && merged.conflicts.length > 0)
    list(
      "Would conflict",
      merged.conflicts.map(({ file }) => file),
    );
}

function stopAtConflicts(started: Started): void {
  list(
    "Conflicts. Resolve each, then git add it",
    started.merged.conflicts.map(({ file, what }) => `${file}  (${what})`),
  );
  console.log(`\n${howToGoOn(started)}`);
  process.exitCode = 1;
}

function finish(): void {
  const { version, migrations, codemods }: Finished = finishUpgrade(root);
  if (codemods.length > 0) list("Ran", codemods);
  for (const { name, was, leftOut } of migrations) {
    console.log(
      name ? `\nAdded migration ${name} (${was} in the release).` : `\nSkipped the release's migration ${was}.`,
    );
    if (leftOut.length > 0) list("Skipped statements, because your schema doesn't have their tables", leftOut);
  }
  console.log("\nCommitted. Running npm run check…");
  runNpm(root, "run", "check");
  runNpm(root, "run", "check:migrations");
  console.log(`\nThe project is now at ${version}. Next, run npm test and merge the branch upgrade-${version}.`);
}

function list(title: string, lines: string[]): void {
  console.log(`\n${title}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}
