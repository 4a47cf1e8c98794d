import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Break } from "./break.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const WORKSPACES = ["shared", "server", "client"];

/** A copy of the checkout as it is, uncommitted changes too, that may be broken. Its libraries are the checkout's. */
export async function createWorkingCopy() {
  const directory = await mkdtemp(join(tmpdir(), "breaks-"));
  const files = await listFiles();
  for (const file of files) await cp(join(root, file), join(directory, file));
  for (const folder of [".", ...WORKSPACES]) await linkLibraries(folder, directory);
  // commands that change the project ask Git for its files
  await promisify(execFile)("git", ["init", "--quiet"], { cwd: directory });

  /** Applies a fault. @returns what takes it back, or why it could not be applied */
  async function apply({ file, find, replace, tests, only = "" }: Break): Promise<(() => Promise<void>) | string> {
    const missing = tests.filter((test) => !files.includes(test));
    if (missing.length > 0) return `there is no ${missing.join(", ")}`;
    const texts = await Promise.all(tests.map((test) => readFile(join(directory, test), "utf8")));
    if (!texts.some((text) => text.includes(only))) return `no test is called “${only}” in ${tests.join(", ")}`;
    const path = join(directory, file);
    const code = await readFile(path, "utf8").catch(() => undefined);
    const count = code?.split(find).length ?? 0;
    if (code === undefined || count < 2) return `the text is not in ${file}${await whereElse(find)}`;
    if (count > 2) return `the text is ${count - 1} times in ${file}`;
    await writeFile(
      path,
      code.replace(find, () => replace),
    );
    return () => writeFile(path, code);
  }

  async function whereElse(text: string): Promise<string> {
    const sources = files.filter((file) => /\/src\/.*(?<!\.test)\.tsx?$/.test(file));
    const found = [];
    for (const file of sources) if ((await readFile(join(directory, file), "utf8")).includes(text)) found.push(file);
    return found.length > 0 ? `; it is in ${found.join(", ")}` : "";
  }

  return { directory, apply, remove: () => rm(directory, { recursive: true }) };
}

async function listFiles(): Promise<string[]> {
  const parameters = ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"];
  const [{ stdout: listed }, { stdout: deleted }] = await Promise.all([
    promisify(execFile)("git", parameters, { cwd: root, maxBuffer: 64 * 2 ** 20 }),
    promisify(execFile)("git", ["ls-files", "-z", "--deleted"], { cwd: root }),
  ]);
  const gone = new Set(deleted.split("\0"));
  return listed.split("\0").filter((file) => file && !gone.has(file));
}

/** Each library for itself, so that the workspaces among them are the copy's. */
async function linkLibraries(folder: string, copy: string): Promise<void> {
  const from = join(root, folder, "node_modules");
  const to = join(copy, folder, "node_modules");
  for (const name of await readdir(from).catch(() => [])) {
    if (name.startsWith("@cafe-app-ai") || name === ".cache" || name.startsWith(".vite")) continue;
    await mkdir(to, { recursive: true });
    await symlink(join(from, name), join(to, name));
  }
  if (folder !== ".") return;
  await mkdir(join(to, "@cafe-app-ai"));
  for (const name of WORKSPACES) await symlink(join("../..", name), join(to, "@cafe-app-ai", name));
}
