import { exec } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { COMPILE_CACHE, QUICK_RESOLVE } from "../server/src/test/run-program.ts";
import { git } from "./project/git.ts";
import { createCommittedCopy } from "./project/test-projects.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (file: string) => readFileSync(join(root, file), "utf8");
const { scripts } = JSON.parse(read("package.json"));
const names = new Set([...read("README.md").matchAll(/^\| `npm (?:run )?([\w:-]+)/gm)].map(([, name = ""]) => name));

/** Where a command that didn't heed --help could do no harm. */
let copy: Awaited<ReturnType<typeof createCommittedCopy>>;
let before: string;
const listAll = () => git(copy.directory, "status", "--porcelain", "--ignored");
beforeAll(async () => {
  copy = await createCommittedCopy();
  before = listAll();
}, 60_000);
afterAll(() => copy.remove());

it("README.md's tables name commands that exist", () => {
  expect(names.size).toBeGreaterThan(15);
  for (const name of names) expect(scripts).toHaveProperty([name]);
});

it.each(Object.keys(scripts))(
  "npm run %s -- --help says how it's used, and does nothing",
  { timeout: 60_000 },
  async (name) => {
    const PATH = [join(root, "node_modules/.bin"), process.env.PATH].join(":");
    const { stdout } = await promisify(exec)(`${scripts[name]} --help`, {
      cwd: copy.directory,
      env: {
        PATH,
        PORT: "0",
        METRICS_PORT: "0",
        NODE_COMPILE_CACHE: COMPILE_CACHE,
        NODE_OPTIONS: `--import ${QUICK_RESOLVE}`,
      },
    });
    expect(stdout).toMatch(/^Usage:/m);
    expect(listAll()).toBe(before);
  },
);
