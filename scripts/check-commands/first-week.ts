import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The blocks of commands in docs/first-week.md, in order. */
export function readFirstWeek(root: string): string[] {
  const page = readFileSync(join(root, "docs/first-week.md"), "utf8");
  return [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block = ""]) => block.trim());
}

/** Whether a block runs a command. */
export const isOf = (block: string, name: string) => new RegExp(`^npm run ${name}( |$)`, "m").test(block);
