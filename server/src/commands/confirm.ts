import { createInterface } from "node:readline/promises";

/**
 * Asks before something is changed; `question` names what. `yes` answers for whoever is not there to be asked.
 * @returns whether to go ahead; where nobody can be asked, it has said so, and the exit code is 1
 */
export async function confirm(question: string, { yes }: { yes: boolean }): Promise<boolean> {
  if (yes) return true;
  if (!process.stdin.isTTY) {
    console.error(`${question}\nThere's no terminal to confirm this in. Add --yes to continue.`);
    process.exitCode = 1;
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    if (/^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim())) return true;
    console.log("Nothing was changed.");
    return false;
  } finally {
    terminal.close();
  }
}
