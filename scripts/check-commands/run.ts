import { fileURLToPath } from "node:url";
import closeWithGrace from "close-with-grace";
import { readOptions } from "../../server/src/commands/read-options.ts";
import { readStarter } from "../project/starter.ts";
import { COMMANDS, type Command } from "./commands.ts";
import { isOf, readFirstWeek } from "./first-week.ts";
import { createProjectCopy } from "./project-copy.ts";

const USAGE = `Usage: npm run check:commands -- ${COMMANDS.map(({ name }) => name).join("|")}|sequence [--keep]

Runs one of the commands that change the project, on a copy of the last commit. The copy then has to pass the checks and the command's tests.
sequence runs the commands of docs/first-week.md on one copy, and then every test. Each takes some ten minutes.

  --keep  keep the copy, and say where it is`;

const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");
const { values, positionals } = readOptions(USAGE, {
  options: { keep: { type: "boolean", default: false } },
  allowPositionals: true,
});
const { keep } = values;
const [chosen, ...others] = positionals;
const command = COMMANDS.find(({ name }) => name === chosen);
if ((!command && chosen !== "sequence") || others.length > 0) {
  console.error(USAGE);
  process.exit(1);
}

if (readStarter(root).steps.length > 0) {
  console.log(
    "Skipped: these commands have already changed this project (see starter.json). They're tested in the starter itself.",
  );
  process.exit();
}

const copy = await createProjectCopy(root);
const { close } = closeWithGrace({ delay: false, logger: false }, async ({ err }) => {
  if (err) console.error(err);
  await copy.stop();
  if (keep) console.log(`\nThe copy is in ${copy.directory}.`);
  else copy.remove();
  process.exit();
});
// until it has passed
process.exitCode = 1;
let doing = "";
try {
  if (command) await runAlone(command);
  else await runSequence();
  console.log(`\n✓ ${chosen}`);
  process.exitCode = 0;
} catch (error) {
  console.error(`\n✗ ${chosen}, at: ${doing}\n  ${(error as Error).message}`);
  if (!keep) console.error("  Add --keep to keep the copy and look at it.");
}
close();

async function runAlone(command: Command): Promise<void> {
  if (command.prepare) await step("prepare", () => command.prepare?.(copy));
  for (const other of COMMANDS.filter(({ name }) => command.after?.includes(name))) await change(other.run);
  await changeAndCheck(command);
  await step("its tests", () => copy.run(`npx vitest run ${command.tests.join(" ")}`));
  const journeys = command.journeys.join(" ");
  if (journeys) await step("its journeys", () => copy.run(`npm run e2e --workspace client -- ${journeys}`));
}

async function runSequence(): Promise<void> {
  for (const { prepare } of COMMANDS) if (prepare) await step("prepare", () => prepare(copy));
  for (const block of readFirstWeek(copy.directory)) {
    const command = COMMANDS.find(({ name }) => isOf(block, name));
    if (command) await changeAndCheck(command, block);
    else await step(block, () => copy.run(block));
  }
  await step("npm test", () => copy.run("npm test"));
}

async function changeAndCheck(command: Command, block = command.run): Promise<void> {
  await change(block);
  const { verify, isChecked } = command;
  if (verify) await step("what it promises", () => verify(copy));
  await step("the lock file fits", () => copy.run("npm ci --dry-run --ignore-scripts"));
  if (!isChecked) await step("npm run check", () => copy.run("npm run check"));
}

/** Runs the commands, and shows what they changed. */
async function change(block: string): Promise<void> {
  const since = copy.git("rev-parse", "HEAD");
  await step(block, () => copy.run(block));
  console.log(copy.commit(block, since));
}

async function step(what: string, run: () => void | Promise<void>): Promise<void> {
  doing = what;
  const start = performance.now();
  console.log(`\n— ${what}`);
  await run();
  console.log(`  ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
