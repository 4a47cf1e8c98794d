import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { git, tryGit } from "../project/git.ts";
import type { Merged } from "./merge.ts";
import { forgetReleases } from "./releases.ts";

/** What `--continue` has to know after a merge that stopped at conflicts. It's kept in Git's folder, and so in no commit. */
export type Upgrade = {
  branch: string;
  /** The branch before. */
  previous: string;
  /** The versions on the way, oldest first; the last is the new one. */
  versions: string[];
  /** Commits of the starter's. */
  base: string;
  release: string;
  /** Missing where the merge was interrupted. */
  merged?: Merged;
};

const fileOf = (root: string) => resolve(root, git(root, "rev-parse", "--git-path", "starter-upgrade.json"));

export const currentBranch = (root: string) =>
  tryGit(root, "symbolic-ref", "--short", "--quiet", "HEAD") ?? git(root, "rev-parse", "HEAD");

export function writeState(root: string, upgrade: Upgrade): void {
  writeFileSync(fileOf(root), JSON.stringify(upgrade));
}

/** The upgrade in progress on this branch. Leaving the branch gives it up. */
export function readState(root: string): Upgrade | undefined {
  const file = fileOf(root);
  if (!existsSync(file)) return undefined;
  const upgrade = JSON.parse(readFileSync(file, "utf8")) as Upgrade;
  return currentBranch(root) === upgrade.branch ? upgrade : undefined;
}

export function forgetState(root: string): void {
  rmSync(fileOf(root), { force: true });
  forgetReleases(root);
}

export function howToGoBack({ branch, previous, merged }: Upgrade): string {
  const leave = `git checkout ${previous} && git branch -D ${branch}`;
  // a Git that was killed has left its lock, and files that it doesn't know of yet
  const reset = merged ? "git reset --hard" : "rm -f .git/index.lock && git reset --hard && git clean -fd";
  return `To undo:      ${reset} && ${leave}`;
}

export const howToGoOn = (upgrade: Upgrade) =>
  upgrade.merged ? `To continue:  npm run upgrade -- --continue\n${howToGoBack(upgrade)}` : howToGoBack(upgrade);
