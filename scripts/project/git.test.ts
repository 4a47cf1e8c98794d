import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listFiles, refuseUncommitted } from "./git.ts";
import { commit, init } from "./test-projects.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "git-test-"));
  writeFileSync(join(folder, "app.ts"), "");
});
afterAll(() => rmSync(folder, { recursive: true }));

it("says what to do with a download that isn't in Git, and with what isn't committed", () => {
  for (const use of [() => listFiles(folder), () => refuseUncommitted(folder, "the rename")]) {
    expect(use).toThrow("Run git init && git add --all && git commit -m Begin.");
  }
  init(folder);
  expect(listFiles(folder)).toEqual(["app.ts"]);
  expect(() => refuseUncommitted(folder, "the rename")).toThrow(
    "Commit or stash them so that the rename is its own diff",
  );
  commit(folder, "Begin");
  expect(() => refuseUncommitted(folder, "the rename")).not.toThrow();
});
