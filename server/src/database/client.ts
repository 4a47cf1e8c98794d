import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type pg from "pg";
import { createPool, type PoolOptions } from "./pool.ts";
import * as schema from "./schema.ts";
import { type Transact, transactions } from "./transaction.ts";

/** The tables, outside of transactions. */
export type Database = Omit<NodePgDatabase<typeof schema>, "transaction"> & {
  $client: pg.Pool;
  transaction: Transact;
  /** How long one request may spend here. */
  timeLimitMs: number;
};

type DatabaseOptions = Omit<PoolOptions, "timeLimitMs"> & Partial<Pick<PoolOptions, "timeLimitMs">>;

/** With the rest of its work, a request is answered within three seconds. */
const TIME_LIMIT_MS = 2000;

/** Opens a pool of connections. The caller ends `$client`. */
export function createDatabase({ timeLimitMs = TIME_LIMIT_MS, ...options }: DatabaseOptions): Database {
  const pool = createPool({ ...options, timeLimitMs });
  // in place of Drizzle's, which loses connections: docs/decisions/0014
  return Object.assign(drizzle(pool, { schema }), { transaction: transactions(pool, timeLimitMs), timeLimitMs });
}
