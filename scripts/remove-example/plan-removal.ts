import { readFileSync } from "node:fs";
import { join, matchesGlob, relative } from "node:path";
import { dropUnusedImports } from "../project/drop-unused-imports.ts";
import { dropBreaks } from "./drop-breaks.ts";
import type { Edit } from "./edit.ts";
import { EDITS } from "./edits/edits.ts";
import { EXAMPLE } from "./example.ts";
import { planMigration } from "./plan-migration.ts";

/** What the removal does: the files that go, the text of those that are written, and what it can't do. */
export type Plan = { removed: string[]; written: Map<string, string>; problems: string[] };

/** Files that come in the example's place, by their paths in the project: as text, they're no part of it before. */
const FILES = "scripts/remove-example/files";

/** Works the whole removal out, and changes nothing. @param files of the project, by their paths in it */
export function planRemoval(root: string, files: string[]): Plan {
  const read = (file: string) => readFileSync(join(root, file), "utf8");
  const removed = files.filter((file) => EXAMPLE.some((glob) => matchesGlob(file, glob)));
  const gone = new Set(removed);
  const written = new Map<string, string>();
  const problems: string[] = [];

  for (const edit of EDITS) {
    const { file } = edit;
    if (gone.has(file) || !files.includes(file)) {
      problems.push(`${file} doesn't exist`);
      continue;
    }
    const changed = applyEdit(written.get(file) ?? read(file), edit);
    if (changed === undefined) problems.push(`${file}:\n${edit.find.trim()}`);
    else written.set(file, changed);
  }
  for (const file of files.filter((path) => path.startsWith("scripts/breaks/list/") && !gone.has(path))) {
    const text = read(file);
    const left = dropBreaks(text, removed);
    if (left !== text) written.set(file, left);
  }
  for (const [file, text] of written) if (/\.tsx?$/.test(file)) written.set(file, dropUnusedImports(text));
  for (const file of files.filter((path) => path.startsWith(`${FILES}/`))) {
    written.set(relative(FILES, file).replace(/\.txt$/, ""), read(file));
  }
  for (const [file, text] of planMigration(read)) written.set(file, text);
  return { removed: removed.filter((file) => !written.has(file)), written, problems };
}

/** @returns undefined where the text isn't in the file exactly once */
export function applyEdit(text: string, { find, upTo, replace = "" }: Edit): string | undefined {
  const start = text.indexOf(find);
  if (start < 0 || text.includes(find, start + 1)) return undefined;
  if (upTo === undefined) return text.slice(0, start) + replace + text.slice(start + find.length);
  const end = upTo === "" ? text.length : text.indexOf(upTo, start + find.length);
  return end < 0 ? undefined : text.slice(0, start) + replace + text.slice(end);
}
