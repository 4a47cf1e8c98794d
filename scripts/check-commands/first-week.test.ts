import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { COMMANDS } from "./commands.ts";
import { readFirstWeek } from "./first-week.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const lines = readFirstWeek(root).flatMap((block) => block.split("\n"));

it("has every command that changes the project, as CI runs it, in the same order", () => {
  const inPage = lines.filter((line) => COMMANDS.some(({ run }) => run === line));
  expect(inPage).toEqual(COMMANDS.map(({ run }) => run));
});

it("has a block of commands in each step, and only commands that there are", () => {
  const page = readFileSync(join(root, "docs/first-week.md"), "utf8");
  expect(readFirstWeek(root)).toHaveLength(page.match(/^## /gm)?.length ?? 0);
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const line of lines.filter((one) => !one.startsWith("git "))) {
    const [, name = line] = /^npm run ([\w:-]+)/.exec(line) ?? [];
    expect(Object.keys(scripts)).toContain(name);
  }
});
