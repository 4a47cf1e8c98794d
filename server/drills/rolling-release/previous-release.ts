import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const git = (...parameters: string[]) =>
  execFileSync("git", parameters, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();

/** `PREVIOUS_RELEASE`, else the last tag, else what stood before the newest migration. */
function findPrevious(): string {
  if (process.env.PREVIOUS_RELEASE) return process.env.PREVIOUS_RELEASE;
  try {
    return git("describe", "--tags", "--abbrev=0");
  } catch {
    return `${git("rev-list", "-1", "HEAD", "--", "migrations/*.sql")}^`;
  }
}

/** The files of the previous release with the packages of this one, for as long as it is held. */
export async function checkOutPrevious() {
  const commit = git("rev-parse", "--short", findPrevious());
  const folder = await mkdtemp(join(tmpdir(), "cafe-previous-"));
  const release = join(folder, "release");
  git("worktree", "add", "--detach", release, commit);
  await link(join(root, "node_modules"), join(release, "node_modules"));
  // its own parts, not today's
  const own = join(release, "node_modules/@cafe-app-ai");
  await rm(own);
  await mkdir(own);
  for (const part of ["shared", "server", "client"]) await symlink(join(release, part), join(own, part));
  if (existsSync(join(root, "server/node_modules"))) {
    await link(join(root, "server/node_modules"), join(release, "server/node_modules"));
  }
  const migrator = ["commands", "database"]
    .map((part) => join(release, "server/src", part, "migrate.ts"))
    .find((path) => existsSync(path));
  if (!migrator) throw new Error(`${commit} has no migrator`);
  return {
    commit,
    server: join(release, "server/src/server.ts"),
    migrator,
    [Symbol.asyncDispose]: async () => {
      git("worktree", "remove", "--force", release);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function link(from: string, to: string): Promise<void> {
  await mkdir(to);
  for (const name of await readdir(from)) await symlink(join(from, name), join(to, name));
}
