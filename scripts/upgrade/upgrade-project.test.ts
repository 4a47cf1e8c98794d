import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { git } from "../project/git.ts";
import { readStarter, recordStep } from "../project/starter.ts";
import { change, commit, createStarter, init, read } from "../project/test-projects.ts";
import { finishUpgrade } from "./finish-upgrade.ts";
import { startUpgrade } from "./upgrade-project.ts";

const lines = (...changed: string[]) =>
  [...changed, ...Array.from({ length: 20 }, (_, at) => `line ${at}`), ""].join("\n");

let made: ReturnType<typeof createStarter>;
beforeEach(() => {
  made = createStarter();
  made.release("0.2.0", {
    "package.json": '{ "name": "starter", "type": "module", "version": "0.1.0", "dependencies": { "a": "^1.0.0" } }\n',
    "app.ts": lines("first"),
    "extra.ts": lines("extra"),
    "removed-later.ts": lines("old"),
  });
});
afterEach(() => made.remove());

const start = (project: string, options: { to?: string; dryRun?: boolean } = {}) =>
  startUpgrade(project, { from: made.starter, ...options });
const statusOf = (project: string) => git(project, "status", "--porcelain");
const branchOf = (project: string) => git(project, "branch", "--show-current");
const starterRefs = (project: string) => git(project, "for-each-ref", "refs/starter");

it("merges a release on a branch of its own, in one commit, and remembers where it came from", () => {
  const project = made.clone({ "app.ts": `${lines("first")}of the project\n`, "own.ts": "own" });
  made.release("0.3.0", { "app.ts": lines("first of 0.3.0"), "new.ts": "new", "removed-later.ts": null }, "Read this.");
  expect(start(project)).toMatchObject({
    merged: { conflicts: [], leftOut: [] },
    notes: [{ version: "0.3.0", note: "Read this." }],
  });
  expect(finishUpgrade(project)).toMatchObject({ version: "0.3.0" });

  expect(branchOf(project)).toBe("upgrade-0.3.0");
  expect(read(project, "app.ts")).toBe(`${lines("first of 0.3.0")}of the project\n`);
  expect([read(project, "own.ts"), read(project, "new.ts")]).toEqual(["own", "new"]);
  expect(existsSync(join(project, "removed-later.ts"))).toBe(false);
  expect(git(project, "log", "--format=%s", "main..")).toBe("Upgrade the starter to 0.3.0");
  expect(statusOf(project)).toBe("");
  expect(starterRefs(project)).toBe("");
  expect(readStarter(project)).toEqual({
    version: "0.3.0",
    commit: git(made.starter, "rev-parse", "v0.3.0"),
    repository: made.starter,
    steps: [],
  });
});

it("has nothing to do the second time, and says so if its branch wasn't merged", () => {
  const project = made.clone();
  made.release("0.3.0", { "new.ts": "new" });
  start(project);
  finishUpgrade(project);
  expect(startUpgrade(project, {})).toBeUndefined();
  git(project, "switch", "--quiet", "main");
  expect(() => start(project)).toThrow("The branch upgrade-0.3.0 already exists");
  git(project, "merge", "--quiet", "upgrade-0.3.0");
  expect(startUpgrade(project, {})).toBeUndefined();
});

describe("a project two releases behind", () => {
  let project: string;
  beforeEach(() => {
    project = made.clone();
    const codemod = "scripts/upgrade-to-";
    made.release("0.9.0", { "app.ts": lines("first of 0.9.0"), [`${codemod}0.9.0.ts`]: append("0.9.0") });
    made.release("0.10.0", { "app.ts": lines("first of 0.10.0"), [`${codemod}0.10.0.ts`]: append("0.10.0") });
  });

  it("is brought over both at once, with the codemods of each", () => {
    expect(start(project)?.versions).toEqual(["0.9.0", "0.10.0"]);
    expect(finishUpgrade(project).codemods).toEqual(["scripts/upgrade-to-0.9.0.ts", "scripts/upgrade-to-0.10.0.ts"]);
    expect(read(project, "ran.txt")).toBe("0.9.0 0.10.0 ");
    expect(read(project, "app.ts")).toBe(lines("first of 0.10.0"));
  });

  it("is brought to the first and then to the second, and no codemod runs twice", () => {
    start(project, { to: "0.9.0" });
    finishUpgrade(project);
    expect(read(project, "app.ts")).toBe(lines("first of 0.9.0"));
    expect(start(project)?.versions).toEqual(["0.10.0"]);
    expect(finishUpgrade(project).codemods).toEqual(["scripts/upgrade-to-0.10.0.ts"]);
    expect(read(project, "ran.txt")).toBe("0.9.0 0.10.0 ");
  });
});

/** A codemod that notes that it ran. */
const append = (word: string) => `import { appendFileSync } from "node:fs";\nappendFileSync("ran.txt", "${word} ");\n`;

describe("where both sides changed something", () => {
  it("stops with a list, refuses to go on before it's resolved, and then goes on", () => {
    const project = made.clone({
      "app.ts": lines("first of the project"),
      "removed-later.ts": lines("old, changed"),
      "same.ts": "project\n",
    });
    made.release("0.3.0", { "app.ts": lines("first of 0.3.0"), "removed-later.ts": null, "same.ts": "release\n" });
    expect(start(project)?.merged.conflicts).toEqual([
      { file: "app.ts", what: "changed on both sides" },
      { file: "removed-later.ts", what: expect.stringContaining("removed by the release") },
      { file: "same.ts", what: "added on both sides" },
    ]);
    expect(() => finishUpgrade(project)).toThrow(/aren't resolved yet.*\n {2}app.ts/);
    expect(() => start(project)).toThrow("An upgrade is already in progress");

    git(project, "add", "app.ts", "same.ts");
    git(project, "rm", "--quiet", "removed-later.ts");
    expect(() => finishUpgrade(project)).toThrow("There are still conflict markers in:\napp.ts\nsame.ts");
    git(project, "checkout", "--quiet", "main", "--", "app.ts", "same.ts");
    finishUpgrade(project);
    expect(git(project, "diff", "--name-status", "main", "HEAD").split("\n")).toContain("D\tremoved-later.ts");
    expect(read(project, "app.ts")).toBe(lines("first of the project"));
    expect(statusOf(project)).toBe("");
  });

  it("can be undone with plain Git, without a trace, and started again", () => {
    const project = made.clone({ "app.ts": lines("first of the project") });
    const before = git(project, "rev-parse", "HEAD");
    made.release("0.3.0", { "app.ts": lines("first of 0.3.0"), "new.ts": "new" });
    start(project);
    git(project, "reset", "--hard", "--quiet");
    git(project, "checkout", "--quiet", "main");
    git(project, "branch", "--quiet", "-D", "upgrade-0.3.0");
    expect([git(project, "rev-parse", "HEAD"), statusOf(project)]).toEqual([before, ""]);
    expect(() => finishUpgrade(project)).toThrow("No upgrade is in progress");
    expect(start(project)?.merged.conflicts).toHaveLength(1);
  });

  it("leaves what the project has removed removed, and names what the release did to it", () => {
    const project = made.clone({ "extra.ts": null });
    made.release("0.3.0", { "extra.ts": lines("extra of 0.3.0"), "app.ts": lines("first of 0.3.0") });
    expect(start(project)?.merged).toEqual({ conflicts: [], leftOut: ["extra.ts"] });
    finishUpgrade(project);
    expect(existsSync(join(project, "extra.ts"))).toBe(false);
    expect(read(project, "app.ts")).toBe(lines("first of 0.3.0"));
  });

  it("merges package.json by key, so that two libraries side by side don't conflict", () => {
    const manifest = (name: string, dependencies: object) =>
      `${JSON.stringify({ name, type: "module", version: "0.1.0", dependencies }, null, 2)}\n`;
    const project = made.clone({ "package.json": manifest("acme", { a: "^1.2.0", own: "^1.0.0" }) });
    made.release("0.3.0", { "package.json": manifest("starter", { a: "^1.10.0", b: "^1.0.0" }) });
    expect(start(project)?.merged.conflicts).toEqual([]);
    expect(read(project, "package.json")).toBe(manifest("acme", { a: "^1.10.0", b: "^1.0.0", own: "^1.0.0" }));
  });

  it("follows a file that either side has moved", () => {
    const project = made.clone({ "app.ts": null, "src/app.ts": lines("first"), "extra.ts": lines("extra, changed") });
    made.release("0.3.0", { "app.ts": lines("first of 0.3.0"), "extra.ts": null, "src/extra.ts": lines("extra") });
    expect(start(project)?.merged.conflicts).toEqual([]);
    finishUpgrade(project);
    expect(read(project, "src/app.ts")).toBe(lines("first of 0.3.0"));
    expect(read(project, "src/extra.ts")).toBe(lines("extra, changed"));
  });
});

describe("before anything is changed", () => {
  it("shows what would change, and changes nothing", () => {
    const project = made.clone({ "app.ts": lines("first of the project") });
    made.release("0.3.0", { "app.ts": lines("first of 0.3.0"), "new.ts": "new" }, "Read this.");
    const started = start(project, { dryRun: true });
    expect(started).toMatchObject({ merged: { conflicts: [{ file: "app.ts" }] }, notes: [{ note: "Read this." }] });
    expect(started?.diff).toMatch(/ new\.ts +\| +1 \+/);
    expect([branchOf(project), statusOf(project), starterRefs(project)]).toEqual(["main", "", ""]);
    expect(git(project, "worktree", "list").split("\n")).toHaveLength(1);
    expect(readStarter(project)).not.toHaveProperty("repository");
  });

  it("refuses uncommitted changes, a folder without Git, and a starter that it can't find or reach", () => {
    const project = made.clone();
    expect(() => startUpgrade(project, {})).toThrow("npm run upgrade -- --from");
    for (const from of [join(made.starter, "nowhere"), "http://127.0.0.1:1/starter.git", "--upload-pack=touch x"]) {
      expect(() => startUpgrade(project, { from }), from).toThrow("Couldn't fetch the starter");
    }
    expect(() => startUpgrade(project, { from: made.starter, to: "7.0.0" })).toThrow("has no release 7.0.0");
    change(project, { "starter.json": '{ "version": "0.1.0", "steps": [] }' });
    rmSync(join(project, ".git"), { recursive: true });
    expect(() => start(project)).toThrow("has to be in Git");
    init(project);
    commit(project, "Begin");
    made.release("0.3.0", {});
    expect(() => start(project)).toThrow("has no release 0.1.0, which this project comes from");
    change(project, { "own.ts": "own" });
    rmSync(join(project, "own.ts"));
    expect(() => start(project)).toThrow("You have uncommitted changes");
  });

  it("offers only the way back after a merge that was interrupted", () => {
    const project = made.clone();
    made.release("0.3.0", { "new.ts": "new" });
    start(project);
    // as it stood while Git was merging
    const state = join(project, ".git/starter-upgrade.json");
    const { merged: _, ...upgrade } = JSON.parse(read(project, ".git/starter-upgrade.json"));
    rmSync(state);
    git(project, "reset", "--hard", "--quiet");
    change(project, { ".git/starter-upgrade.json": JSON.stringify(upgrade) });
    expect(() => finishUpgrade(project)).toThrow("git reset --hard && git clean -fd && git checkout main");
    expect(() => start(project)).toThrow("An upgrade is already in progress");
  });
});

describe("what a project was made from", () => {
  it("can be written again where the record is missing, which the refusal says", () => {
    const project = made.clone();
    change(project, { "starter.json": null });
    made.release("0.3.0", { "new.ts": "new" });
    expect(() => start(project)).toThrow("starter.json is missing");
    expect(() => start(project)).toThrow("write it again as docs/upgrading.md shows");
    change(project, { "starter.json": '{ "version": "0.2.0", "steps": [] }' });
    start(project);
    expect(finishUpgrade(project).version).toBe("0.3.0");
  });

  it("is found without the starter's history, by the version alone", () => {
    const project = made.clone();
    rmSync(join(project, ".git"), { recursive: true });
    init(project);
    change(project, { "app.ts": `${lines("first")}of the project\n` });
    recordStep(project, "unknown");
    commit(project, "Record");
    expect(readStarter(project).commit).toMatch(/^[0-9a-f]{40}$/);
    change(project, { "starter.json": JSON.stringify({ ...readStarter(project), steps: [] }) });
    made.release("0.3.0", { "app.ts": lines("first of 0.3.0") });
    expect(start(project)?.base).toBe(git(made.starter, "rev-parse", "v0.2.0"));
    finishUpgrade(project);
    expect(read(project, "app.ts")).toBe(`${lines("first of 0.3.0")}of the project\n`);
  });

  it("is the commit where the clone was of no release", () => {
    change(made.starter, { "app.ts": lines("first, between releases") });
    const project = made.clone({ "own.ts": "own" });
    made.release("0.3.0", { "app.ts": lines("first of 0.3.0") });
    expect(start(project)?.merged.conflicts).toEqual([]);
    finishUpgrade(project);
    expect(read(project, "app.ts")).toBe(lines("first of 0.3.0"));
  });

  it("says which command of the project's a release lacks", () => {
    const project = made.clone();
    recordStep(project, "shrink", ["--all"]);
    commit(project, "Shrink");
    made.release("0.3.0", {});
    expect(() => start(project)).toThrow(
      "The project was changed by npm run shrink --all, but the release doesn't have that command.",
    );
    expect(statusOf(project)).toBe("");
  });
});
