import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import * as fs from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Binaries, findClosedPath, type SystemUser } from "./binaries.ts";
import { withLock } from "./lock.ts";

const run = promisify(execFile);

/**
 * Where root keeps what PostgreSQL's user cannot reach in a checkout that is closed to other users, as /root is: a folder
 * for each checkout. Only root may write there, so nobody else can have laid something out beforehand.
 */
const OUTSIDE = "/var/lib/cafe-app-ai";
const checkout = realpathSync(fileURLToPath(new URL("../../../..", import.meta.url)));
const outside = join(OUTSIDE, createHash("sha256").update(checkout).digest("hex").slice(0, 16));
/** Names the link that leads to a folder outside. */
const LINKED_FROM = "linked-from";

/**
 * Opens the folder that holds the cluster: `dataDirectory`, or, where the server's user may not enter that, a folder
 * outside the checkout that it becomes a link to. Deleting the link is enough to start afresh.
 */
export async function openHome(dataDirectory: string, user: SystemUser): Promise<string> {
  await fs.mkdir(dirname(dataDirectory), { recursive: true });
  if (user.uid === undefined) return makeHome(dataDirectory);
  return withLock(`${dataDirectory}.lock`, async () => {
    const target = await readLink(dataDirectory);
    if (await isCopiedLink(dataDirectory)) {
      throw new Error(
        `${dataDirectory} points to the database of another checkout (${target}). To give this one its own, run npm run db:reset.`,
      );
    }
    // the link outlives what it leads to where the checkout is mounted into a new container
    if (target && !existsSync(target)) await fs.rm(dataDirectory);
    const home = await makeHome(dataDirectory);
    return (await findClosedPath(user, [home])) ? moveOutside(dataDirectory) : home;
  });
}

/** Removes the folder that `openHome` opened, on which no server may be running; of a copied link, the link alone. */
export async function removeHome(dataDirectory: string): Promise<void> {
  const target = await readLink(dataDirectory);
  if (target && !(await isCopiedLink(dataDirectory))) await fs.rm(target, { recursive: true, force: true });
  await fs.rm(dataDirectory, { recursive: true, force: true });
}

/** Whether `dataDirectory` leads to the data of the checkout that this one was copied from. */
export async function isCopiedLink(dataDirectory: string): Promise<boolean> {
  const target = await readLink(dataDirectory);
  return target !== undefined && dirname(target) !== outside;
}

/** Removes everything this checkout keeps outside its folder. */
export async function removeOutside(): Promise<void> {
  await fs.rm(outside, { recursive: true, force: true });
}

/** The programs, or a copy of them elsewhere if the server's user may not run them in place. */
export async function openBinaries(binaries: Binaries, user: SystemUser): Promise<Binaries> {
  const folder = dirname(dirname(binaries.postgres));
  const parts = ["bin/initdb", "bin/pg_ctl", "bin/postgres", "lib", "share"].map((part) => join(folder, part));
  if (user.uid === undefined || !(await findClosedPath(user, parts))) return binaries;

  const { version } = JSON.parse(await fs.readFile(join(folder, "..", "package.json"), "utf8"));
  const copy = join(await makeOutside(), `postgresql-${version}`);
  // A copy is renamed into place once it's complete.
  if (!existsSync(copy)) {
    const unfinished = await fs.mkdtemp(join(outside, "new-"));
    await run("cp", ["-R", `${folder}/.`, unfinished]);
    await run("chmod", ["-R", "u=rwX,go=rX", unfinished]);
    await fs.rename(unfinished, copy).catch(async (error) => {
      await fs.rm(unfinished, { recursive: true });
      if (!existsSync(copy)) throw error;
    });
  }
  const moved = (program: string) => join(copy, "bin", basename(program));
  const { initdb, pg_ctl, postgres, majorVersion } = binaries;
  return { initdb: moved(initdb), pg_ctl: moved(pg_ctl), postgres: moved(postgres), majorVersion };
}

async function makeHome(dataDirectory: string): Promise<string> {
  await fs.mkdir(dataDirectory, { recursive: true });
  return fs.realpath(dataDirectory);
}

/** Where the link leads that `moveOutside` made of `dataDirectory`, of this checkout or of one that this is a copy of. */
async function readLink(dataDirectory: string): Promise<string | undefined> {
  const target = await fs.readlink(dataDirectory).catch(() => "");
  return dirname(dirname(target)) === OUTSIDE ? target : undefined;
}

async function moveOutside(dataDirectory: string): Promise<string> {
  await makeOutside();
  await sweepOutside();
  await fs.rmdir(dataDirectory).catch(() => {
    throw new Error(
      `PostgreSQL can't run as root, and the user it runs as instead can't open ${dataDirectory}, which already holds ` +
        "data. Open the folder to other users, start over with npm run db:reset, or set DATABASE_URL.",
    );
  });
  const home = await fs.mkdtemp(join(outside, `${basename(dataDirectory)}-`));
  await fs.chmod(home, 0o755);
  await fs.symlink(home, dataDirectory);
  await fs.writeFile(join(home, LINKED_FROM), dataDirectory);
  return home;
}

/** Removes folders that no link leads to any more. */
async function sweepOutside(): Promise<void> {
  for (const name of await fs.readdir(outside)) {
    const home = join(outside, name);
    const link = await fs.readFile(join(home, LINKED_FROM), "utf8").catch(() => undefined);
    const target = link && (await fs.readlink(link).catch(() => ""));
    if (target !== undefined && target !== home) await fs.rm(home, { recursive: true, force: true });
  }
}

async function makeOutside(): Promise<string> {
  await fs.mkdir(outside, { recursive: true });
  for (const folder of [OUTSIDE, outside]) {
    const status = await fs.lstat(folder);
    if (!status.isDirectory() || status.uid !== 0 || (status.mode & 0o022) !== 0) {
      throw new Error(`${folder} isn't a folder that only root can write to. Remove it, or set DATABASE_URL.`);
    }
    await fs.chmod(folder, 0o755);
  }
  return outside;
}
