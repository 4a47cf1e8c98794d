import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { commitTree, git, NOBODY, tryGit } from "../project/git.ts";

export type Conflict = { file: string; what: string };
export type Merged = { conflicts: Conflict[]; leftOut: string[] };

/** What two stages of a file in Git's index, and the lack of the others, mean. 1 is the old release, 2 the project, 3 the new one. */
const WHAT: Record<string, string> = {
  "123": "changed on both sides",
  "23": "added on both sides",
  "12": "changed here, removed by the release: git rm it, or git add it to keep it",
};

/**
 * Merges what differs between two trees into the folder, which is a clean checkout, and commits nothing.
 * A file that the project has removed stays removed, whatever the release did to it.
 */
export function mergeDifference(folder: string, oldTree: string, newTree: string, version: string): Merged {
  const base = commitTree(folder, oldTree, "What this project was made from");
  const release = commitTree(folder, newTree, `Starter ${version}`, base);
  const settings = mkdtempSync(join(tmpdir(), "upgrade-"));
  try {
    const attributes = join(settings, "attributes");
    writeFileSync(attributes, "package.json merge=package-json\n");
    const driver = [process.execPath, fileURLToPath(new URL("./merge-package-json.ts", import.meta.url))];
    tryGit(
      folder,
      ...NOBODY,
      ...["-c", `core.attributesFile=${attributes}`],
      ...[
        "-c",
        `merge.package-json.driver=${driver.map((path) => `"${path.replaceAll("\\", "/")}"`).join(" ")} %O %A %B`,
      ],
      ...["-c", "merge.conflictStyle=diff3", "-c", "merge.renameLimit=100000"],
      // a commit on its parent is the difference, and the project's own commit need not share its history
      ...["cherry-pick", "--no-commit", "--allow-empty", release],
    );
  } finally {
    rmSync(settings, { recursive: true });
  }
  const unmerged = readUnmerged(folder);
  const leftOut = [...unmerged].filter(([, stages]) => stages === "13").map(([file]) => file);
  if (leftOut.length > 0) git(folder, "rm", "--quiet", "--", ...leftOut);
  const conflicts = readConflicts(folder);
  if (conflicts.length === 0 && !isMerged(folder, newTree)) throw new Error("Git couldn't merge the release.");
  return { conflicts, leftOut };
}

/** What a person has yet to decide. */
export function readConflicts(folder: string): Conflict[] {
  return [...readUnmerged(folder)].map(([file, stages]) => ({ file, what: WHAT[stages] ?? "moved on both sides" }));
}

/** Each file that isn't merged, with the stages that Git's index has of it. */
function readUnmerged(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const line of git(folder, "ls-files", "--unmerged", "-z").split("\0").filter(Boolean)) {
    const [, stage = "", file = ""] = /^\S+ \S+ (\d)\t(.*)$/s.exec(line) ?? [];
    files.set(file, (files.get(file) ?? "") + stage);
  }
  return files;
}

/** A cherry-pick that never began leaves the record of the old release. */
function isMerged(folder: string, newTree: string): boolean {
  return git(folder, "rev-parse", ":starter.json") === git(folder, "rev-parse", `${newTree}:starter.json`);
}
