import { AsyncLocalStorage } from "node:async_hooks";

/** Something ran out of time in the database. Treated like an unreachable database: the caller may retry. */
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

/** Runs `work` with its own time budget, which covers waiting for connections and running statements. */
export const withDatabaseTime = <T>(limitMs: number, work: () => T): T => current.run(new DatabaseTime(limitMs), work);

/** Whether a time budget already applies here. */
export const hasDatabaseTime = () => current.getStore() !== undefined;

/** Milliseconds left here, at most `limitMs`. */
export const databaseTimeLeftMs = (limitMs: number) => Math.min(limitMs, current.getStore()?.leftMs ?? limitMs);

/** Starts charging time to the budget here. @returns the function that stops it */
export function startDatabaseTime(): () => void {
  const time = current.getStore();
  if (!time) return () => {};
  const started = performance.now();
  return () => {
    time.leftMs -= performance.now() - started;
  };
}

/**
 * Charges a wait to the budget here, for work that isn't limited by it, such as a shared lookup. At least `leaveMs` are
 * left for what follows, also if it was less before.
 */
export async function spendDatabaseTime<T>(wait: () => Promise<T>, leaveMs = 0): Promise<T> {
  const time = current.getStore();
  const stop = startDatabaseTime();
  try {
    return await wait();
  } finally {
    stop();
    if (time) time.leftMs = Math.max(time.leftMs, leaveMs);
  }
}

/** Captures the budget that applies here, to restore it where the async context was lost. */
export const captureDatabaseTime = () => AsyncLocalStorage.snapshot();
