import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Finished, finishUpgrade } from "./finish-upgrade.ts";
import { runNpm } from "./npm.ts";
import { howToGoOn } from "./state.ts";
import { type Started, startUpgrade } from "./upgrade-project.ts";

const USAGE = `Usage: npm run upgrade -- [--from URL] [--to 1.2.3] [--dry-run]
       npm run upgrade -- --continue

  --from      where the starter is: a URL of Git's, or a path; it's remembered
  --to        a release other than the newest
  --dry-run   says what would change, and where it would conflict
  --continue  after the conflicts are resolved`;

/** `npm run upgrade`: brings what the starter has released since into the project. */
const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
try {
  const { values } = readOptions();
  const { from, to, "dry-run": dryRun = false } = values;
  const started = values.continue ? undefined : startUpgrade(root, { from, to, dryRun });
  if (started) printStarted(started, dryRun);
  if (!values.continue && !started) console.log("Nothing to do: the project is at the newest release.");
  else if (started && !dryRun && started.merged.conflicts.length > 0) stopAtConflicts(started);
  else if (!dryRun) finish();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        from: { type: "string" },
        to: { type: "string" },
        "dry-run": { type: "boolean" },
        continue: { type: "boolean" },
      },
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}\n\n${USAGE}`);
  }
}

function printStarted({ versions, notes, migrations, merged, diff }: Started, dryRun: boolean): void {
  console.log(`${dryRun ? "Would upgrade" : "Upgrading"} to ${versions.at(-1)}.`);
  for (const { version, note } of notes) if (note) console.log(`\n${version} asks:\n${note}`);
  if (diff) console.log(`\n${diff}`);
  if (dryRun && migrations.length > 0) list("New migrations, to go after yours", migrations);
  if (merged.leftOut.length > 0) list("Left out, as you have removed them", merged.leftOut);
  if (dryRun && merged.conflicts.length > 0)
    list(
      "Would conflict",
      merged.conflicts.map(({ file }) => file),
    );
}

function stopAtConflicts(started: Started): void {
  list(
    "Conflicts: edit each, then git add it",
    started.merged.conflicts.map(({ file, what }) => `${file}  (${what})`),
  );
  console.log(`\n${howToGoOn(started)}`);
  process.exitCode = 1;
}

function finish(): void {
  const { version, migrations, codemods }: Finished = finishUpgrade(root);
  if (codemods.length > 0) list("Ran", codemods);
  for (const { name, was, leftOut } of migrations) {
    console.log(`\n${name ? `Migration ${name}, the release's ${was}` : `No migration for the release's ${was}`}.`);
    if (leftOut.length > 0) list("Left out, as your schema lacks these tables", leftOut);
  }
  console.log(`\nCommitted. Now npm run check:`);
  runNpm(root, "run", "check");
  runNpm(root, "run", "check:migrations");
  console.log(`\nThe project is at ${version}. Next: npm test, and then merge the branch upgrade-${version}.`);
}

function list(title: string, lines: string[]): void {
  console.log(`\n${title}:\n${lines.map((line) => `  ${line}`).join("\n")}`);
}
