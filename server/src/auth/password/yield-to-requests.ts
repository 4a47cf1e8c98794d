import { readdir, readFile } from "node:fs/promises";
import { getPriority, setPriority } from "node:os";

const TASKS = "/proc/self/task";
/** Steps of niceness; 19 is the last. */
const BEHIND = 10;

/**
 * Lets the threads that hash passwords step back behind the event loop and the database, on Linux: with as many of them
 * at work as there are cores, every other request would wait for a processor. docs/decisions/0004
 */
export async function yieldToRequests(): Promise<void> {
  if (process.platform !== "linux") return;
  const niceness = Math.min(getPriority() + BEHIND, 19);
  // to read the folder is work of the same threads, so they are there
  for (const id of await readdir(TASKS)) {
    const name = await readFile(`${TASKS}/${id}/comm`, "utf8").catch(() => "");
    if (name === "libuv-worker\n") setPriority(Number(id), niceness);
  }
}
