import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git, NOBODY, showFile } from "../project/git.ts";
import { runNpm } from "../project/npm.ts";
import { STARTER_FILE } from "../project/starter.ts";

/** Never merged: the lock file is npm's to write, and the project's migrations keep their order. */
const OWN = ["package-lock.json", "migrations"];

type Replay = {
  /** The release, and the one that the project was made from. */
  commit: string;
  base: string;
  steps: string[][];
  /** What its starter.json then says. */
  record: string;
};

/**
 * Runs the project's recorded commands on a release, by the release's scripts. Two releases then differ only in what was
 * released, so neither a name nor a removed example can conflict.
 * @returns a tree of Git's
 */
export function replaySteps(root: string, { commit, base, steps, record }: Replay): string {
  return inWorktree(root, commit, (folder) => {
    for (const step of steps) refuseMissing(folder, step);
    if (steps.length > 0) provideLibraries(root, folder, base);
    for (const step of steps) {
      runStep(folder, step);
      git(folder, "add", "--all");
      git(folder, ...NOBODY, "commit", "--quiet", "--no-verify", "--allow-empty", "--message", commandOf(step));
    }
    writeFileSync(join(folder, STARTER_FILE), record);
    git(folder, "rm", "-r", "--quiet", "--force", "--ignore-unmatch", "--", ...OWN);
    for (const path of OWN)
      if (git(root, "ls-tree", "HEAD", "--", path)) git(folder, "checkout", head(root), "--", path);
    git(folder, "add", "--all");
    return git(folder, "write-tree");
  });
}

/** Runs something on files of a commit, in a folder of their own. */
export function inWorktree<Result>(root: string, commit: string, run: (folder: string) => Result): Result {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "upgrade-")));
  const folder = join(parent, "project");
  try {
    git(root, "worktree", "add", "--quiet", "--detach", folder, commit);
    return run(folder);
  } finally {
    rmSync(parent, { recursive: true, force: true });
    git(root, "worktree", "prune");
  }
}

const head = (root: string) => git(root, "rev-parse", "HEAD");

const scriptOf = ([name]: string[]) => `scripts/${name}/run.ts`;
const commandOf = (step: string[]) => `npm run ${step.join(" ")}`;

function refuseMissing(folder: string, step: string[]): void {
  if (existsSync(join(folder, scriptOf(step)))) return;
  throw new Error(`The project was changed by ${commandOf(step)}, but the release doesn't have that command.`);
}

function runStep(folder: string, step: string[]): void {
  const command = [scriptOf(step), ...step.slice(1), "--replay"];
  try {
    execFileSync(process.execPath, command, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${commandOf(step)} failed on the release. Nothing was changed.\n${stdout}${stderr}`);
  }
}

/**
 * What the release's scripts import: linked to the project's where those are the same, else installed. What the project has
 * removed, such as the example's, they do without.
 */
function provideLibraries(root: string, folder: string, base: string): void {
  const read = (file: string) => (existsSync(file) ? readFileSync(file, "utf8") : undefined);
  const installed = readVersions(read(join(root, "node_modules/.package-lock.json")));
  const wanted = readVersions(read(join(folder, "package-lock.json")));
  const before = readVersions(showFile(root, base, "package-lock.json"));
  const isSame = [...wanted].every(
    ([path, version]) => (installed.has(path) ? installed : before).get(path) === version,
  );
  if (!isSame || installed.size === 0) {
    runNpm(folder, "ci", "--ignore-scripts", "--prefer-offline");
    return;
  }
  const { name, workspaces = [] } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const workspace of ["", ...workspaces]) {
    const [from, to] = [root, folder].map((base) => join(base, workspace, "node_modules")) as [string, string];
    if (!existsSync(from)) continue;
    mkdirSync(to);
    for (const library of readdirSync(from).filter((entry) => entry !== `@${name}`))
      symlinkSync(join(from, library), join(to, library), "junction");
  }
}

/** The version of each library that every machine has; none where npm has written no such file. */
function readVersions(lockFile = '{ "packages": {} }'): Map<string, string> {
  const { packages } = JSON.parse(lockFile) as { packages: Record<string, Locked> };
  const libraries = Object.entries(packages).filter(([path, { link }]) => path.includes("node_modules/") && !link);
  return new Map(libraries.filter(([, { optional }]) => !optional).map(([path, { version }]) => [path, version]));
}

type Locked = { version: string; link?: boolean; optional?: boolean };
