import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { listFiles, refuseUncommitted } from "../project/git.ts";
import { planDependencies } from "./plan-dependencies.ts";
import { type Plan, planRemoval } from "./plan-removal.ts";

type Options = { dryRun?: boolean; force?: boolean };
export type Removal = Plan & { dependencies: string[] };

/** A file that the example can't do without: where it's gone, so is the example. */
const HEART = "server/src/orders/order/routes.ts";

/**
 * Removes the example from the project in a folder. Everything is worked out first; then it's written at once.
 * @throws before it changes anything: if there's nothing to remove, there are uncommitted changes, or a place that it
 * edits has changed
 */
export function removeExample(root: string, { dryRun = false, force = false }: Options = {}): Removal {
  const files = listFiles(root);
  if (!files.includes(HEART)) throw new Error("Nothing to remove: the example is already gone.");
  if (!dryRun && !force) refuseUncommitted(root, "the removal");
  const plan = planRemoval(root, files);
  const dependencies = planDependencies(root, files, plan);
  if (plan.problems.length > 0 && !dryRun && !force) {
    throw new Error(
      `Nothing was changed. The command can't find these places, because their files have changed:\n\n${plan.problems.join("\n\n")}\n\nAdd --force to remove the rest, then edit these by hand.`,
    );
  }
  if (!dryRun) apply(root, plan);
  return { ...plan, dependencies };
}

function apply(root: string, { removed, written }: Plan): void {
  for (const [file, text] of written) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  for (const file of removed) {
    rmSync(join(root, file));
    removeEmptyFolders(root, dirname(file));
  }
}

function removeEmptyFolders(root: string, folder: string): void {
  for (let path = folder; path !== "."; path = dirname(path)) {
    try {
      rmdirSync(join(root, path));
    } catch {
      return;
    }
  }
}

/** The texts of a project as it would be. */
export function readAfter(root: string, files: string[], { removed, written }: Plan): Map<string, string> {
  const gone = new Set(removed);
  const kept = files.filter((file) => !gone.has(file) && !written.has(file));
  return new Map([...kept.map((file) => [file, readFileSync(join(root, file), "utf8")] as const), ...written]);
}
