import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tryGit } from "./git.ts";

/** `starter.json`: the release that the project comes from, and which commands have changed it since. */
export type Starter = {
  version: string;
  /** Where the project stood when it was first changed; after an upgrade, the release. */
  commit?: string;
  /** A URL of Git's, or a path. */
  repository?: string;
  /** Each the name of a folder in `scripts`, and its parameters. */
  steps: string[][];
};

export const STARTER_FILE = "starter.json";
const isText = (value: unknown) => typeof value === "string";

/** @throws where there's none, or it isn't what a command has written */
export function readStarter(root: string): Starter {
  const path = join(root, STARTER_FILE);
  if (!existsSync(path))
    throw new Error(
      `${STARTER_FILE} is missing. It says which release this project comes from. Restore it from Git, or write it again as docs/upgrading.md shows.`,
    );
  const starter = JSON.parse(readFileSync(path, "utf8")) as Starter;
  const { version, commit = "", repository = "", steps } = starter;
  const isValid =
    /^\d+\.\d+\.\d+$/.test(version) &&
    [commit, repository].every(isText) &&
    Array.isArray(steps) &&
    steps.every((step) => Array.isArray(step) && step.every(isText) && /^[a-z-]+$/.test(step[0] ?? ""));
  if (!isValid) throw new Error(`${STARTER_FILE} isn't valid. git log -p ${STARTER_FILE} shows what changed.`);
  return starter;
}

export const toRecord = (starter: Starter) => `${JSON.stringify(starter, null, 2)}\n`;

/** Notes that a command has changed the project, so that an upgrade can do the same to a release before it compares. */
export function recordStep(root: string, name: string, parameters: string[] = []): void {
  const starter = readStarter(root);
  const step = [name, ...parameters];
  const last = starter.steps.findLast(([other]) => other === name);
  if (JSON.stringify(last) === JSON.stringify(step)) return;
  const commit = starter.commit ?? tryGit(root, "rev-parse", "--quiet", "--verify", "HEAD");
  writeFileSync(join(root, STARTER_FILE), toRecord({ ...starter, commit, steps: [...starter.steps, step] }));
}
