import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const LIMIT_MS = 10 * 60_000;

/** @returns what Git printed. @throws what it complained of */
export function git(folder: string, ...parameters: string[]): string {
  const { status, stdout, stderr, error } = run(folder, parameters);
  if (status !== 0) throw new Error(`git ${parameters[0]} failed: ${error?.message ?? stderr.trim()}`);
  return stdout.trim();
}

/** @returns what Git printed, or undefined where it failed */
export function tryGit(folder: string, ...parameters: string[]): string | undefined {
  const { status, stdout } = run(folder, parameters);
  return status === 0 ? stdout.trim() : undefined;
}

/** The content of a file in a commit, to the byte, or undefined where there's none. */
export function showFile(folder: string, commit: string, file: string): string | undefined {
  const { status, stdout } = run(folder, ["show", `${commit}:${file}`]);
  return status === 0 ? stdout : undefined;
}

/** The project's files by their paths in it, those that aren't committed too. */
export function listFiles(folder: string): string[] {
  expectGit(folder);
  return git(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    .split("\0")
    .filter((file) => file && existsSync(join(folder, file)));
}

/** @throws where a download hasn't been put in Git yet */
function expectGit(folder: string): void {
  if (tryGit(folder, "rev-parse", "--git-dir") !== undefined) return;
  throw new Error(
    "The project isn't in Git yet, so you couldn't see or undo what the command changes. Run git init && git add --all && git commit -m Begin.",
  );
}

/** @throws where there are changes in which the command's own would be lost: "the rename", say */
export function refuseUncommitted(folder: string, what: string): void {
  expectGit(folder);
  if (!git(folder, "status", "--porcelain")) return;
  throw new Error(
    `You have uncommitted changes. Commit or stash them so that ${what} is its own diff, or add --force.`,
  );
}

/** A commit that only an upgrade sees. */
export function commitTree(folder: string, tree: string, message: string, ...parents: string[]): string {
  return git(folder, ...NOBODY, "commit-tree", tree, "-m", message, ...parents.flatMap((parent) => ["-p", parent]));
}

/** So that these commits work without a name and email in Git's settings. */
export const NOBODY = ["-c", "user.name=starter", "-c", "user.email=starter@example.com", "-c", "commit.gpgSign=false"];

function run(folder: string, parameters: string[]) {
  return spawnSync("git", parameters, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    timeout: LIMIT_MS,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
