import { AsyncLocalStorage } from "node:async_hooks";
import type { Database } from "../database/client.ts";
import type { Transaction } from "../database/transaction.ts";

const joined = new AsyncLocalStorage<Transaction>();

/** The database, or, inside `joinTransaction`, the transaction: for a library that takes a database once and for all. */
export const joinable = (db: Database): Database =>
  new Proxy(db, { get: (database, key) => Reflect.get(joined.getStore() ?? database, key) });

/** Runs a library's calls, whose database is a `joinable` one, as part of a transaction of ours. */
export const joinTransaction = <T>(tx: Transaction, call: () => Promise<T>): Promise<T> => joined.run(tx, call);
