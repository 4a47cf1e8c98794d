import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createWorkingCopy } from "../breaks/working-copy.ts";
import { git } from "./git.ts";

/** A file's text, or null where it's to be removed. */
type Files = Record<string, string | null>;

/** A starter small enough to read, with releases, and projects made from them. */
export function createStarter() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "upgrade-test-")));
  // a path with a space, as people have
  const starter = join(folder, "the starter");
  mkdirSync(starter);
  init(starter);
  let projects = 0;

  /** Commits a change of the starter as a release. */
  function release(version: string, files: Files, note = ""): void {
    write(starter, {
      "starter.json": `${JSON.stringify({ version, steps: [] }, null, 2)}\n`,
      "CHANGELOG.md": `# Changelog\n\n## [${version}] - 2026-11-27\n\n### Upgrading\n\n${note}\n`,
      ...files,
    });
    commit(starter, `Release ${version}`);
    git(starter, "tag", `v${version}`);
  }

  /** A clone of the newest release, and what its owner has changed since. */
  function clone(files: Files = {}): string {
    const project = join(folder, `project ${++projects}`);
    git(folder, "clone", "--quiet", starter, project);
    identify(project);
    git(project, "remote", "remove", "origin");
    change(project, files);
    return project;
  }

  return { starter, release, clone, remove: () => rmSync(folder, { recursive: true }) };
}

/** A copy of this project, with all of it committed. */
export async function createCommittedCopy() {
  const copy = await createWorkingCopy();
  init(copy.directory);
  commit(copy.directory, "Begin");
  return copy;
}

export function change(project: string, files: Files): void {
  write(project, files);
  commit(project, "Change");
}

export const read = (folder: string, file: string) => readFileSync(join(folder, file), "utf8");

export function init(folder: string): void {
  git(folder, "init", "--quiet", "--initial-branch=main");
  identify(folder);
}

export function commit(folder: string, message: string): void {
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--allow-empty", "--message", message);
}

function identify(folder: string): void {
  git(folder, "config", "user.name", "Ada");
  git(folder, "config", "user.email", "ada@example.com");
}

function write(folder: string, files: Files): void {
  for (const [file, text] of Object.entries(files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    if (text === null) rmSync(path);
    else writeFileSync(path, text);
  }
}
