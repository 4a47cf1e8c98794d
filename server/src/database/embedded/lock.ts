import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

// Longer than the slowest first start, so that waiting for it pays off.
const LOCK_LIMIT_MS = 240_000;

/** Names a running process so that a later one with the same pid is not taken for it; undefined once it has ended. */
export function identifyProcess(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it's running, as another user.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return undefined;
  }
  if (process.platform !== "linux") return String(pid);
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The fields after the parenthesised name, which may itself hold spaces: state first, start time twentieth.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : `${pid} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

/** Whether the process that `identifyProcess` named is still running. */
export function isRunning(identity: string): boolean {
  const pid = Number.parseInt(identity, 10);
  return pid > 0 && identifyProcess(pid) === identity;
}

/** Runs `work` while no other process (and no other call in this one) holds `file`; a crash releases it. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  await acquire(file);
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}

async function acquire(file: string): Promise<void> {
  const deadline = Date.now() + LOCK_LIMIT_MS;
  const own = `${file}.${randomUUID()}`;
  await writeFile(own, identifyProcess(process.pid) ?? "");
  try {
    // A hard link appears atomically with its content, so nobody ever reads half a lock.
    while (!(await tryLink(own, file))) {
      const holder = await readFile(file, "utf8").catch(() => undefined);
      if (holder !== undefined && !isRunning(holder)) {
        await breakLock(file, holder);
      } else if (Date.now() > deadline) {
        throw new Error(
          `Waited ${LOCK_LIMIT_MS / 1000} s for process ${holder}, which holds ${file}. Stop it, or delete the file.`,
        );
      } else {
        await sleep(50);
      }
    }
  } finally {
    await rm(own, { force: true });
  }
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** Removes an ended holder's lock; if somebody else broke it first and holds a new one by now, puts that back. */
async function breakLock(file: string, endedHolder: string): Promise<void> {
  const removed = `${file}.${randomUUID()}`;
  try {
    await rename(file, removed);
  } catch {
    return;
  }
  if ((await readFile(removed, "utf8")) !== endedHolder) await tryLink(removed, file);
  await rm(removed, { force: true });
}
