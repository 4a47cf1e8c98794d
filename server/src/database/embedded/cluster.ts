import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { appendFile, chown, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Binaries, SystemUser } from "./binaries.ts";

const run = promisify(execFile);

const INITDB_LIMIT_MS = 120_000;

export type Settings = Record<string, string>;

/** Where a cluster lives and what runs it: `home` is our folder, `pgdata` the one in it that is PostgreSQL's own. */
export type Place = { home: string; pgdata: string; log: string; binaries: Binaries; user: SystemUser };

/** A cluster that is ready to be started, with the password of its superuser `postgres`. */
export type Cluster = Place & { password: string };

/** Opens the cluster, creating it the first time. An interrupted creation starts over. */
export async function openCluster(place: Place, settings: Settings): Promise<Cluster> {
  const { home, pgdata, binaries } = place;
  if (!existsSync(pgdata)) return { ...place, password: await createCluster(place, settings) };

  const version = (await readFile(join(pgdata, "PG_VERSION"), "utf8").catch(() => "unknown")).trim();
  if (version !== binaries.majorVersion) {
    const versions = `version ${version}, installed is ${binaries.majorVersion}`;
    throw new Error(`${home} holds data of another PostgreSQL (${versions}). Delete the folder, or set DATABASE_URL.`);
  }
  const password = await readFile(join(home, "password"), "utf8").catch(() => {
    throw new Error(`The password for the database in ${home} is missing. Delete the folder, or set DATABASE_URL.`);
  });
  return { ...place, password };
}

async function createCluster(place: Place, settings: Settings): Promise<string> {
  // The data is renamed into place once complete, so a half-made folder is never mistaken for it. Each attempt has its
  // own: the initdb of a process that was killed may still be writing.
  const leftovers = (await readdir(place.home)).filter((name) => name.startsWith("new-"));
  for (const name of leftovers) {
    await rm(join(place.home, name), { recursive: true, force: true }).catch(() => undefined);
  }
  const unfinished = await mkdtemp(join(place.home, "new-"));
  await giveToUser(place, unfinished);
  const password = randomBytes(24).toString("hex");
  await writeForUser(place, "password", password);
  const options = [
    `--pgdata=${unfinished}`,
    "--username=postgres",
    `--pwfile=${join(place.home, "password")}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--no-locale",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    ...(settings.fsync === "off" ? ["--no-sync"] : []),
  ];
  try {
    await run(place.binaries.initdb, options, { ...processOptions(place), timeout: INITDB_LIMIT_MS });
  } catch (error) {
    const { message, stdout = "", stderr = "" } = error as Error & { stdout?: string; stderr?: string };
    await writeFile(place.log, `${stdout}\n${stderr || message}`);
    throw await failure(place, "couldn't create its data");
  }
  await appendFile(join(unfinished, "postgresql.conf"), "include '../settings.conf'\n");
  await rename(unfinished, place.pgdata);
  return password;
}

/** How PostgreSQL's programs are run. */
export function processOptions({ home, user }: Place) {
  // The server logs in English, because we parse its log, and its sessions start in UTC, as in a container.
  const env = { ...process.env, LC_ALL: "C", TZ: "UTC" };
  return { uid: user.uid, gid: user.gid, cwd: home, env, windowsHide: true };
}

/** Writes a file under `home` that only the system user of the server may read. */
export async function writeForUser(place: Place, name: string, text: string): Promise<void> {
  const file = join(place.home, name);
  await writeFile(file, text, { mode: 0o600 });
  await giveToUser(place, file);
}

async function giveToUser({ user }: Place, path: string): Promise<void> {
  if (user.uid !== undefined && user.gid !== undefined) await chown(path, user.uid, user.gid);
}

/** An error that ends with the server's last log lines. */
export async function failure({ log }: Place, what: string): Promise<Error> {
  const lines = (await readFile(log, "utf8").catch(() => "")).trim().split("\n");
  return new Error(`PostgreSQL ${what}. The end of ${log}:\n${lines.slice(-6).join("\n")}`);
}
