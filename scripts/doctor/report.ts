import { styleText } from "node:util";
import type { Setting } from "./effective-settings.ts";
import type { Finding } from "./finding.ts";

const SIGNS = {
  ok: styleText("green", "✓"),
  warning: styleText("yellow", "!"),
  problem: styleText("red", "✗"),
};

/** What was found, then what differs from the defaults. */
export function printReport(findings: Finding[], settings: Setting[]): void {
  const width = Math.max(...findings.map(({ check }) => check.length)) + 2;
  for (const { check, level, message, remedy } of findings) {
    console.log(`${SIGNS[level]} ${check.padEnd(width)}${message}`);
    if (remedy) console.log(`  ${"".padEnd(width)}→ ${remedy}`);
  }
  console.log("\nSettings");
  const names = Math.max(...settings.map(({ name }) => name.length)) + 2;
  for (const { name, value, from } of settings) {
    if (from !== "default") console.log(`  ${name.padEnd(names)}${value}  (${from})`);
  }
  console.log(
    `  ${settings.filter(({ from }) => from === "default").length} others have their defaults; --json names them all.\n`,
  );
  const problems = findings.filter(({ level }) => level === "problem").length;
  console.log(
    problems === 0 ? "Nothing is wrong." : `${problems} ${problems === 1 ? "thing is" : "things are"} wrong.`,
  );
}
