import { AsyncLocalStorage } from "node:async_hooks";

/** Whatever ran out of time in the database. It counts as an unreachable database: the caller may try again. */
export class DatabaseTimeoutError extends Error {
  override name = "DatabaseTimeoutError";
}

/** The time in the database that one request, or one transaction outside of requests, has left. */
class DatabaseTime {
  leftMs: number;

  constructor(limitMs: number) {
    this.leftMs = limitMs;
  }
}

const current = new AsyncLocalStorage<DatabaseTime>();

/** Runs `work` with a time of its own: its waits for connections and statements together take no longer. */
export const withDatabaseTime = <T>(limitMs: number, work: () => T): T => current.run(new DatabaseTime(limitMs), work);

/** Whether a time applies here already. */
export const hasDatabaseTime = () => current.getStore() !== undefined;

/** Milliseconds left here, at most `limitMs`. */
export const databaseTimeLeftMs = (limitMs: number) => Math.min(limitMs, current.getStore()?.leftMs ?? limitMs);

/** Starts to take time off what is left here. @returns the function that stops it */
export function startDatabaseTime(): () => void {
  const time = current.getStore();
  if (!time) return () => {};
  const started = performance.now();
  return () => {
    time.leftMs -= performance.now() - started;
  };
}

/** Takes the time of a wait off what is left here, for work that has a time of its own, such as a shared lookup. */
export async function spendDatabaseTime<T>(wait: () => Promise<T>): Promise<T> {
  const stop = startDatabaseTime();
  try {
    return await wait();
  } finally {
    stop();
  }
}

/** A snapshot of the time that applies here, to go on under it where the event loop has lost it. */
export const captureDatabaseTime = () => AsyncLocalStorage.snapshot();
