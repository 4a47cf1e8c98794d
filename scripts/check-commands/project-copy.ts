import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { git as gitIn } from "../project/git.ts";
import { withoutNpm } from "../project/npm.ts";

export type ProjectCopy = Awaited<ReturnType<typeof createProjectCopy>>;

/**
 * A clone of what is committed, whose libraries are linked file by file: npm may change its tree without touching ours.
 * Commands find in `STARTER` where its starter is, or will be.
 */
export async function createProjectCopy(root: string) {
  // beside the checkout: below it, what the copy lacks would be found above, and elsewhere nothing could be linked
  const directory = mkdtempSync(join(dirname(root), `.${basename(root)}-commands-`));
  // with a space, as people's folders have
  const starter = `${directory} starter`;
  // no port is anybody else's
  const env = { ...withoutNpm(), PORT: "0", METRICS_PORT: "0", STARTER: starter };

  const running = new Set<ChildProcess>();

  /** Starts lines of a shell, which `stop` ends with all that they have started. */
  function start(lines: string, output: "inherit" | "pipe" = "inherit"): ChildProcess {
    const stdio = ["ignore", output, "inherit"] as const;
    const child = spawn(`set -e\n${lines}`, { cwd: directory, stdio: [...stdio], env, shell: true, detached: true });
    running.add(child);
    return child.once("close", () => running.delete(child));
  }

  async function stop(): Promise<void> {
    const ended = [...running].map((child) => once(child, "close"));
    for (const { pid } of running) {
      try {
        if (pid) process.kill(-pid);
      } catch {
        // all of it has just ended
      }
    }
    await Promise.all(ended);
  }

  /** Runs lines of a shell. @throws where one fails */
  async function run(lines: string): Promise<void> {
    const [code, signal] = await once(start(lines), "close");
    if (code !== 0) throw new Error(`It exited with ${code ?? signal}.`);
  }

  const git = (...parameters: string[]) => gitIn(directory, ...parameters);

  /** Commits what isn't. @returns what has changed since a commit, file by file */
  function commit(message: string, since: string): string {
    git("add", "--all");
    if (git("status", "--porcelain")) git("commit", "--quiet", "--message", message);
    return git("diff", "--stat=120", since, "HEAD");
  }

  git("clone", "--quiet", "--no-hardlinks", root, directory);
  git("config", "user.name", "Ada");
  git("config", "user.email", "ada@example.com");
  for (const folder of ["", "client", "server", "shared"]) {
    const [from, to] = [join(root, folder, "node_modules"), join(directory, folder)];
    mkdirSync(to, { recursive: true });
    spawnSync("cp", ["-al", from, to], { stdio: "ignore" });
  }
  // npm writes this one in place
  const list = "node_modules/.package-lock.json";
  rmSync(join(directory, list), { force: true });
  copyFileSync(join(root, list), join(directory, list));

  const remove = () => {
    for (const folder of [directory, starter]) rmSync(folder, { recursive: true, force: true });
  };
  return { directory, starter, start, stop, run, git, commit, remove };
}
