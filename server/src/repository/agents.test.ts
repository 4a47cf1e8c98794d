import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const text = readFileSync(join(root, "AGENTS.md"), "utf8");
const [, block = ""] = /```sh\n(.*?)```/s.exec(text) ?? [];
const commands = block
  .split("\n")
  .map((line) => line.split("#", 1)[0]?.trim() ?? "")
  .filter((line) => line !== "");
const inText = [...text.matchAll(/`((?:npm run|npx|npm) [^`]+)`/g)].map(([, command = ""]) => command);

const scriptsOf = (folder: string): Record<string, string> =>
  JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")).scripts ?? {};

/** The script that `npm run` would run, or undefined where there is none. */
function findScript(command: string): string | undefined {
  const [, name = "test", folder = "."] = /^npm (?:run )?([\w:-]+)(?: --workspace (\w+))?/.exec(command) ?? [];
  return scriptsOf(folder)[name];
}

it("is what CLAUDE.md points at", () => {
  expect(readFileSync(join(root, "CLAUDE.md"), "utf8")).toBe("@AGENTS.md\n");
  expect(text.split("\n").length).toBeLessThan(80);
});

it("names scripts that there are, whose programs are there", () => {
  const named = [...commands, ...inText].filter((command) => command.startsWith("npm") && command !== "npm install");
  expect(named.length).toBeGreaterThan(8);
  for (const command of named) {
    const script = findScript(command);
    expect({ command, script }).toEqual({ command, script: expect.any(String) });
    for (const [program] of `${script}`.matchAll(/\b(?:scripts|server|client)\/[\w./-]+\.ts\b/g)) {
      expect(existsSync(join(root, program)), program).toBe(true);
    }
  }
});

it("names files and folders that there are", () => {
  const paths = [...text.matchAll(/(?:`|vitest run |\]\()((?:server|client|shared|docs)\/[\w./-]+|\w+\.md)/g)];
  expect(paths.length).toBeGreaterThan(8);
  for (const [, path = ""] of paths) expect(existsSync(join(root, path)), path).toBe(true);
});

it("names a command for the imports that runs, and finds nothing", { timeout: 60_000 }, async () => {
  expect(commands).toContain("npm run check:imports");
  const run = promisify(execFile);
  await expect(run("npm", ["run", "--silent", "check:imports"], { cwd: root })).resolves.toMatchObject({ stderr: "" });
});
