import closeWithGrace from "close-with-grace";
import { readOptions } from "../../server/src/commands/read-options.ts";
import { startTestPostgres } from "../../server/src/test/database/database.ts";
import type { Break } from "./break.ts";
import { accountBreaks } from "./list/accounts.ts";
import { appBreaks } from "./list/app.ts";
import { clientBreaks } from "./list/client.ts";
import { dashboardBreaks } from "./list/dashboard.ts";
import { databaseAndMailBreaks } from "./list/database-and-mail.ts";
import { httpBreaks } from "./list/http.ts";
import { limitBreaks } from "./list/limits.ts";
import { projectBreaks } from "./list/project.ts";
import { signInBreaks } from "./list/sign-in.ts";
import { watchingBreaks } from "./list/watching.ts";
import { type Outcome, runTests } from "./run-tests.ts";
import { createWorkingCopy } from "./working-copy.ts";

const USAGE = `Usage: npm run test:breaks [-- WORD…] [-- --dry]

Breaks the code in a copy, one fault at a time, and says which of them no test notices. Words choose faults by their file or
promise: npm run test:breaks -- limits mail.

  --dry  run no test, and say only whether each text is still there`;

const { values, positionals } = readOptions(USAGE, {
  options: { dry: { type: "boolean", default: false } },
  allowPositionals: true,
});
const { dry } = values;
const words = positionals.map((word) => word.toLowerCase());
const isChosen = ({ file, promise }: Break) =>
  words.length === 0 || words.some((word) => `${file} ${promise}`.toLowerCase().includes(word));
const breaks = [
  ...accountBreaks,
  ...signInBreaks,
  ...limitBreaks,
  ...httpBreaks,
  ...dashboardBreaks,
  ...databaseAndMailBreaks,
  ...watchingBreaks,
  ...clientBreaks,
  ...appBreaks,
  ...projectBreaks,
].filter(isChosen);
if (breaks.length === 0) {
  console.error(`No break matches ${words.join(", ")}.`);
  process.exit(1);
}

const copy = await createWorkingCopy();
const postgres = dry ? { url: "", stop: async () => {} } : await startTestPostgres();
const { close } = closeWithGrace({ delay: 20_000, logger: false }, async ({ err }) => {
  if (err) console.error(err);
  await postgres.stop();
  await copy.remove();
  process.exit();
});

const withoutBreak = new Map<string, Outcome>();
const totals = { caught: 0, found: 0, missed: 0, unclear: 0, gone: 0 };
for (const each of breaks) {
  const [verdict, words] = await tryOut(each);
  totals[verdict] += 1;
  if (verdict !== "found")
    console.log(`${verdict.toUpperCase().padEnd(8)} ${each.promise} (${each.file})\n         ${words}`);
}
const { caught, found, missed, unclear, gone } = totals;
const counts = dry ? `${found} found` : `${caught} caught, ${missed} missed, ${unclear} unclear`;
console.log(`\n${breaks.length} breaks: ${counts}, ${gone} gone.`);
process.exitCode = caught + found === breaks.length ? 0 : 1;
close();

async function tryOut(each: Break): Promise<[keyof typeof totals, string]> {
  const takeBack = await copy.apply(each);
  if (typeof takeBack === "string") return ["gone", takeBack];
  if (dry) return takeBack().then(() => ["found", ""]);
  const broken = await runTests(each, copy.directory, postgres.url).finally(takeBack);
  if (broken.passed) return ["missed", `by ${each.tests.join(", ")}`];
  const whole = await runWithoutBreak(each);
  if (whole.passed) return ["caught", broken.noticed];
  return ["unclear", `without the break too: ${whole.noticed}`];
}

async function runWithoutBreak(each: Break): Promise<Outcome> {
  const key = JSON.stringify([each.tests, each.only]);
  const outcome = withoutBreak.get(key) ?? (await runTests(each, copy.directory, postgres.url));
  withoutBreak.set(key, outcome);
  return outcome;
}
