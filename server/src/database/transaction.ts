import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type { PgTransactionConfig } from "drizzle-orm/pg-core";
import type pg from "pg";
import { isReadOnly } from "./errors.ts";
import { BoundedClient } from "./pool.ts";
import * as schema from "./schema.ts";
import { DatabaseTimeoutError, hasDatabaseTime, withDatabaseTime } from "./time-limit.ts";

/** The tables, in a transaction. Its own `transaction` is a savepoint. */
export type Transaction = Omit<NodePgDatabase<typeof schema>, "transaction"> & { transaction: Transact };

type TransactionOptions = PgTransactionConfig & {
  /** The total time allowed, for work that outlasts a request; each statement keeps the server's limit. */
  deadlineMs?: number;
};

export type Transact = <T>(work: (tx: Transaction) => Promise<T>, options?: TransactionOptions) => Promise<T>;

/** Longer than a request's database time, because a transaction's other waits count too. */
const DEADLINE_MS = 4000;
/** After an error; an answer within three seconds leaves no more. */
const ROLLBACK_LIMIT_MS = 500;

/**
 * All or nothing, and a connection goes back to the pool only when it is out of the transaction for certain. After a
 * failed begin, commit or rollback it is cut instead: the server then rolls back what was left open.
 *
 * Inside `work`, await each statement; nothing else may be waited for while a connection is held.
 * @throws whatever `work` throws; DatabaseTimeoutError past the deadline. After a failed commit, whether it was
 *   carried out is unknown.
 */
export function transactions(pool: pg.Pool, timeLimitMs: number): Transact {
  return async (work, { deadlineMs, ...characteristics } = {}) => {
    const run = () => runTransaction(pool, work, deadlineMs ?? DEADLINE_MS, characteristics);
    if (deadlineMs !== undefined) return withDatabaseTime(deadlineMs, run);
    return hasDatabaseTime() ? run() : withDatabaseTime(timeLimitMs, run);
  };
}

async function runTransaction<T>(
  pool: pg.Pool,
  work: (tx: Transaction) => Promise<T>,
  deadlineMs: number,
  characteristics: PgTransactionConfig,
): Promise<T> {
  const client = await pool.connect();
  const deadline = startDeadline(client, deadlineMs);
  let reusable = false;
  try {
    await client.query(begin(characteristics));
    const result = await Promise.race([work(tablesOf(client)), deadline.passed]);
    const { command } = await client.query("commit");
    // after a failed statement, the server rolls back a commit without reporting an error
    if (command !== "COMMIT") throw new Error("Nothing was committed: a statement failed and its error was ignored");
    reusable = isIdle(client);
    return result;
  } catch (error) {
    reusable = !isReadOnly(error) && (await rollBack(client));
    throw error;
  } finally {
    deadline.stop();
    if (!reusable) cut(client, "the transaction could not be ended");
    client.release(!reusable);
  }
}

/** Cuts the connection when time is up, so that nothing waits on it any longer. */
function startDeadline(client: pg.PoolClient, deadlineMs: number) {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {});
  const timer = setTimeout(() => {
    cut(client, "a transaction took too long");
    reject(new DatabaseTimeoutError("a transaction took too long"));
  }, deadlineMs);
  return { passed: promise, stop: () => clearTimeout(timer) };
}

/** @returns whether the connection is out of the transaction */
async function rollBack(client: pg.PoolClient): Promise<boolean> {
  if (isIdle(client)) return true;
  try {
    await withDatabaseTime(ROLLBACK_LIMIT_MS, () => client.query("rollback"));
    return isIdle(client);
  } catch {
    return false;
  }
}

const isIdle = (client: pg.PoolClient) => client.getTransactionStatus() === "I";

function cut(client: pg.PoolClient, reason: string): void {
  if (client instanceof BoundedClient) client.destroy(reason);
}

function begin({ isolationLevel, accessMode, deferrable }: PgTransactionConfig): string {
  const words = ["begin"];
  if (isolationLevel) words.push(`isolation level ${isolationLevel}`);
  if (accessMode) words.push(accessMode);
  if (deferrable) words.push("deferrable");
  return words.join(" ");
}

const tables = new WeakMap<pg.PoolClient, Transaction>();

/** Drizzle over one connection; made once for each, because it reads the whole schema. */
function tablesOf(client: pg.PoolClient): Transaction {
  const known = tables.get(client);
  if (known) return known;
  const made = Object.assign(drizzle(client, { schema }), { transaction: savepoints(client) });
  tables.set(client, made);
  return made;
}

function savepoints(client: pg.PoolClient): Transact {
  let depth = 0;
  return async (work) => {
    depth += 1;
    const name = `savepoint_${depth}`;
    try {
      await client.query(`savepoint ${name}`);
      try {
        const result = await work(tablesOf(client));
        await client.query(`release savepoint ${name}`);
        return result;
      } catch (error) {
        await client.query(`rollback to savepoint ${name}`);
        throw error;
      }
    } finally {
      depth -= 1;
    }
  };
}
