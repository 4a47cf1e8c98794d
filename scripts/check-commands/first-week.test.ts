import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { COMMANDS } from "./commands.ts";
import { isOf, readFirstWeek } from "./first-week.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const lines = readFirstWeek(root).flatMap((block) => block.split("\n"));

it("has every command that changes the project, in the order in which CI runs them", () => {
  const names = COMMANDS.map(({ name }) => name);
  const inPage = readFirstWeek(root).flatMap((block) => names.filter((name) => isOf(block, name)));
  expect(inPage).toEqual(names);
});

it("has a block of commands in each step, and only commands that exist", () => {
  const page = readFileSync(join(root, "docs/first-week.md"), "utf8");
  expect(readFirstWeek(root)).toHaveLength(page.match(/^## /gm)?.length ?? 0);
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const line of lines.filter((one) => !one.startsWith("git "))) {
    const [, name = line] = /^npm run ([\w:-]+)/.exec(line) ?? [];
    expect(Object.keys(scripts)).toContain(name);
  }
});
