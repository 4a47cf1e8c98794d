import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { git, showFile, tryGit } from "../project/git.ts";
import type { Starter } from "../project/starter.ts";

/** What the starter has in refs of its own, which nobody pushes by accident. */
const REFS = "refs/starter";

/** Brings the starter's releases into the project's repository. @returns their versions, oldest first */
export function fetchReleases(root: string, from: string): string[] {
  const path = resolve(root, from);
  const stall = ["-c", "http.lowSpeedLimit=1000", "-c", "http.lowSpeedTime=30"];
  const refs = [`+refs/tags/v*:${REFS}/tags/v*`, `+refs/heads/*:${REFS}/heads/*`];
  try {
    git(
      root,
      ...stall,
      ...["fetch", "--quiet", "--prune", "--no-tags", "--no-write-fetch-head", "--"],
      existsSync(path) ? path : from,
      ...refs,
    );
  } catch (error) {
    throw new Error(`Couldn't fetch the starter from ${from}. Nothing was changed.\n${(error as Error).message}`);
  }
  return git(root, "for-each-ref", "--sort=version:refname", "--format=%(refname:lstrip=3)", `${REFS}/tags/v*`)
    .split("\n")
    .map((version) => version.slice(1))
    .filter((version) => /^\d+\.\d+\.\d+$/.test(version));
}

export const isNewer = (version: string, than: string) => version.localeCompare(than, "en", { numeric: true }) > 0;

export const commitOf = (root: string, version: string) => git(root, "rev-parse", `${REFS}/tags/v${version}^{commit}`);

/** What the project was made from: the commit where it's known and is the starter's, else the release. */
export function findBase(root: string, { version, commit }: Starter): string {
  const refs = git(root, "for-each-ref", "--format=%(refname)", REFS).split("\n").filter(Boolean);
  const isStarters = (candidate: string | undefined) =>
    candidate && tryGit(root, "for-each-ref", "--count=1", "--contains", candidate, REFS);
  // a project that began as a clone has the starter's history, until somebody removes it
  const shared = tryGit(root, "merge-base", "HEAD", ...refs);
  const base = [commit, shared].find(isStarters) ?? tryGit(root, "rev-parse", `${REFS}/tags/v${version}^{commit}`);
  if (!base)
    throw new Error(
      `The starter has no release ${version}, which this project comes from. Check the URL in --from or starter.json.`,
    );
  return base;
}

export function forgetReleases(root: string): void {
  const refs = git(root, "for-each-ref", "--format=%(refname)", REFS).split("\n").filter(Boolean);
  for (const ref of refs) git(root, "update-ref", "-d", ref);
}

/** The changelog's note on upgrading to a version; empty where there is none. */
export function readNote(root: string, commit: string, version: string): string {
  return noteIn(showFile(root, commit, "CHANGELOG.md") ?? "", version);
}

export function noteIn(changelog: string, version: string): string {
  const section = changelog.split(/^## /m).find((text) => text.startsWith(`[${version}]`)) ?? "";
  const note = section.split(/^### /m).find((text) => text.startsWith("Upgrading\n")) ?? "";
  return note.slice("Upgrading\n".length).trim();
}
