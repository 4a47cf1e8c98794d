import closeWithGrace from "close-with-grace";
import { COMMANDS, type Command } from "./commands.ts";
import { createProjectCopy } from "./project-copy.ts";

/**
 * `npm run check:commands -- rename`: what changes the project, on a copy of what is committed: it has to leave one that
 * passes the checks and its tests. `sequence` runs every command on one copy, and then every test. `--keep` leaves the copy.
 */
const names = COMMANDS.map(({ name }) => name);
const keep = process.argv.includes("--keep");
const [chosen = "", ...others] = process.argv.slice(2).filter((word) => word !== "--keep");
if (![...names, "sequence"].includes(chosen) || others.length > 0) {
  console.error(`Usage: npm run check:commands -- ${names.join("|")}|sequence [--keep]`);
  process.exit(2);
}

const copy = await createProjectCopy();
const { close } = closeWithGrace({ delay: false, logger: false }, ({ err }) => {
  if (err) console.error(err);
  if (keep) console.log(`\nThe copy is in ${copy.directory}.`);
  else copy.remove();
  process.exit();
});
// until it has passed
process.exitCode = 1;
let doing = "";
try {
  if (chosen === "sequence") await runSequence();
  else await runAlone(COMMANDS.filter(({ name }) => name === chosen));
  console.log(`\n✓ ${chosen}`);
  process.exitCode = 0;
} catch (error) {
  console.error(`\n✗ ${chosen}, at: ${doing}\n  ${(error as Error).message}`);
  if (!keep) console.error("  With --keep, the copy stays for you to look at.");
}
close();

async function runAlone(commands: Command[]): Promise<void> {
  for (const command of commands) {
    await change(command);
    await step("npx vitest run", () => copy.run(`npx vitest run ${command.tests.join(" ")}`));
    if (command.journeys.length === 0) continue;
    const journeys = command.journeys.join(" ");
    await step(`the journey: ${journeys}`, () => copy.run(`npm run e2e --workspace client -- ${journeys}`));
  }
}

async function runSequence(): Promise<void> {
  for (const command of COMMANDS) await change(command);
  await step("npm test", () => copy.run("npm test"));
}

/** Runs the command, shows what it changed, and checks the project. */
async function change({ run, verify }: Command): Promise<void> {
  await step(run, () => copy.run(run));
  console.log(copy.commit(run));
  if (verify) await step("what it promises", () => verify(copy));
  await step("the lock file fits", () => copy.run("npm ci --dry-run --ignore-scripts"));
  await step("npm run check", () => copy.run("npm run check"));
}

async function step(what: string, run: () => void | Promise<void>): Promise<void> {
  doing = what;
  const start = performance.now();
  console.log(`\n— ${what}`);
  await run();
  console.log(`  ${((performance.now() - start) / 1000).toFixed(0)} s`);
}
