import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { git } from "../project/git.ts";
import { change, commit, createStarter, init, read } from "../project/test-projects.ts";

const page = readFileSync(fileURLToPath(new URL("../../docs/upgrading.md", import.meta.url)), "utf8");
const [, olderProjects = ""] = page.split("## A project older than 0.2.0");
const [withHistory = "", withoutHistory = ""] = [...olderProjects.matchAll(/^```sh\n(.*?)^```/gms)].map(
  ([, block]) => block,
);

const made = createStarter();
afterEach(() => made.remove());

it("takes docs/upgrading.md's commands to bring a project from before the first release to it, history or not", () => {
  const text = (first: string) => [first, ..."123456789", "last", ""].join("\n");
  change(made.starter, { "app.ts": text("zero") });
  change(made.starter, { "app.ts": text("one"), "b.ts": "b" });
  const projects = [made.clone(), made.clone()];
  change(made.starter, { "app.ts": text("two") });
  made.release("0.2.0", { "app.ts": text("three") });

  for (const [index, block] of [withHistory, withoutHistory].entries()) {
    const project = `${projects[index]}`;
    if (block === withoutHistory) {
      rmSync(`${project}/.git`, { recursive: true });
      init(project);
      commit(project, "Begin");
    }
    change(project, { "app.ts": text("one").replace("last", "last, and the project's") });
    execFileSync("sh", ["-euc", block], {
      cwd: project,
      env: { ...process.env, STARTER: made.starter },
      stdio: "pipe",
    });
    expect(read(project, "app.ts")).toBe(text("three").replace("last", "last, and the project's"));
    expect(JSON.parse(read(project, "starter.json"))).toEqual({ version: "0.2.0", steps: [] });
    expect([git(project, "status", "--porcelain"), git(project, "replace", "--list")]).toEqual(["", ""]);
  }
});
