import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { mergeObjects } from "./merge-objects.ts";

/** Git's merge driver for package.json: by key rather than by line, so that two libraries side by side don't conflict. */
const [base = "", ours = "", theirs = ""] = process.argv.slice(2);
const read = (file: string) => JSON.parse(readFileSync(file, "utf8"));

const merged = mergeObjects(read(base), read(ours), read(theirs));
if (merged) {
  writeFileSync(ours, `${JSON.stringify(merged, null, 2)}\n`);
} else {
  const labels = ["-L", "this project", "-L", "the old release", "-L", "the release"];
  process.exitCode = spawnSync("git", ["merge-file", "--diff3", ...labels, ours, base, theirs]).status ?? 1;
}
