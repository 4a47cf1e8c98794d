import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { git } from "../project/git.ts";
import { createCommittedCopy } from "../project/test-projects.ts";

let copy: Awaited<ReturnType<typeof createCommittedCopy>>;
beforeAll(async () => {
  copy = await createCommittedCopy();
}, 60_000);
afterAll(() => copy.remove());

const runNew = (...parameters: string[]) =>
  promisify(execFile)(process.execPath, ["scripts/new/run.ts", ...parameters], { cwd: copy.directory }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );

it("lists what it would write with --dry-run, and writes nothing", async () => {
  const { stdout } = await runNew("quokka-sightings", "name:text", "--dry-run");
  expect(stdout).toContain("  server/src/quokka-sightings/routes.ts\n");
  expect(stdout).toMatch(/^ {2}client\/src\/router\.tsx +its page/m);
  expect(git(copy.directory, "status", "--porcelain")).toBe("");
});

it("prints its usage with --help, and without a name where there's no terminal", async () => {
  expect((await runNew("--help")).stdout).toContain("Usage: npm run new");
  expect((await runNew()).stderr).toContain("Usage: npm run new");
});

it("refuses uncommitted changes, and a file that has changed too much, before it writes anything", async () => {
  const router = join(copy.directory, "client/src/router.tsx");
  const text = readFileSync(router, "utf8");
  writeFileSync(router, text.replace("const SIGNED_IN_SECTIONS", "const SECTIONS"));
  const unclean = git(copy.directory, "status", "--porcelain");
  expect((await runNew("quokka-sightings", "name:text", "--force")).stderr).toContain(
    "Couldn't find the place in client/src/router.tsx",
  );
  writeFileSync(router, `${text}\n`);
  expect((await runNew("quokka-sightings", "name:text")).stderr).toContain("You have uncommitted changes.");
  expect(git(copy.directory, "status", "--porcelain")).toBe(unclean);
  writeFileSync(router, text);
});

it("leaves nothing behind if it fails midway", async () => {
  // only the link: the library is the checkout's
  rmSync(join(copy.directory, "node_modules/@biomejs"));
  expect((await runNew("quokka-sightings", "name:text")).stderr).toContain("biome");
  expect(git(copy.directory, "status", "--porcelain")).toBe("");
});
