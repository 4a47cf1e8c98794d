import { readFileSync } from "node:fs";
import { join } from "node:path";
import { git, tryGit } from "../project/git.ts";
import { readStarter, STARTER_FILE, toRecord } from "../project/starter.ts";
import { mergeDifference } from "./merge.ts";
import { findNewMigrations } from "./migrations.ts";
import { commitOf, fetchReleases, findBase, forgetReleases, isNewer, readNote } from "./releases.ts";
import { inWorktree, replaySteps } from "./replay.ts";
import { currentBranch, howToGoOn, readState, type Upgrade, writeState } from "./state.ts";

type Options = { from?: string; to?: string; dryRun?: boolean };
export type Started = Required<Upgrade> & {
  /** The changelog's notes on upgrading, version by version. */
  notes: { version: string; note: string }[];
  /** The release's migrations that the project doesn't have, by their names there. */
  migrations: string[];
  /** What would change, file by file, of a dry run. */
  diff: string;
};

/**
 * Merges a release, the newest unless `to` says otherwise, into the project on a branch of its own. Until the merge itself
 * nothing is changed.
 * @returns undefined where there's no newer one
 */
export function startUpgrade(root: string, options: Options): Started | undefined {
  refuseUnclean(root);
  try {
    return mergeRelease(root, options);
  } finally {
    if (!readState(root)) forgetReleases(root);
  }
}

function mergeRelease(root: string, { from, to, dryRun = false }: Options): Started | undefined {
  const starter = readStarter(root);
  const repository = from ?? starter.repository;
  if (!repository) {
    throw new Error(
      "Where is the starter? Run npm run upgrade -- --from URL, with its Git URL or path. It's remembered.",
    );
  }
  const available = fetchReleases(root, repository);
  const version = to ?? available.at(-1);
  if (!version || !available.includes(version)) {
    throw new Error(`The starter at ${repository} has no release ${to ?? "yet: no tag such as v1.2.3"}.`);
  }
  if (!isNewer(version, starter.version)) return undefined;
  const branch = `upgrade-${version}`;
  if (!dryRun && tryGit(root, "rev-parse", "--verify", "--quiet", `refs/heads/${branch}`)) {
    throw new Error(
      `The branch ${branch} already exists. Merge it, or delete it to start over: git branch -D ${branch}`,
    );
  }
  const [base, release] = [findBase(root, starter), commitOf(root, version)];
  const record = readFileSync(join(root, STARTER_FILE), "utf8");
  const upgraded = toRecord({ ...starter, version, commit: release, repository });
  const { steps } = starter;
  const oldTree = replaySteps(root, { commit: base, base, steps, record });
  const newTree = replaySteps(root, { commit: release, base, steps, record: upgraded });

  const versions = available.filter((one) => isNewer(one, starter.version) && !isNewer(one, version));
  const upgrade = { branch, previous: currentBranch(root), versions, base, release };
  const plan = {
    ...upgrade,
    notes: versions.map((one) => ({ version: one, note: readNote(root, release, one) })),
    migrations: findNewMigrations(root, base, release).map(({ tag }) => tag),
  };
  if (dryRun) {
    return inWorktree(root, "HEAD", (folder) => {
      const merged = mergeDifference(folder, oldTree, newTree, version);
      git(folder, "add", "--all");
      return { ...plan, merged, diff: git(folder, "diff", "--cached", "--stat=100", "HEAD") };
    });
  }
  writeState(root, upgrade);
  git(root, "switch", "--quiet", "--create", branch);
  const merged = mergeDifference(root, oldTree, newTree, version);
  writeState(root, { ...upgrade, merged });
  return { ...plan, merged, diff: "" };
}

function refuseUnclean(root: string): void {
  if (!tryGit(root, "rev-parse", "--verify", "--quiet", "HEAD")) {
    throw new Error(
      "An upgrade is a merge, so the project has to be in Git. Run git init && git add --all && git commit -m Begin.",
    );
  }
  const upgrade = readState(root);
  if (upgrade) throw new Error(`An upgrade is already in progress.\n${howToGoOn(upgrade)}`);
  if (git(root, "status", "--porcelain")) throw new Error("You have uncommitted changes. Commit or stash them first.");
}
