import { AsyncLocalStorage } from "node:async_hooks";
import { isAPIError } from "better-auth/api";
import type { Database } from "../../database/client.ts";
import type { Transaction } from "../../database/transaction.ts";

const joined = new AsyncLocalStorage<Transaction>();

/** The database, or, inside `joinTransaction`, the transaction: for a library that takes a database once and for all. */
export const joinable = (db: Database): Database =>
  new Proxy(db, { get: (database, key) => Reflect.get(joined.getStore() ?? database, key) });

/** Runs a library's calls, whose database is a `joinable` one, as part of a transaction of ours. */
export const joinTransaction = <T>(tx: Transaction, call: () => Promise<T>): Promise<T> => joined.run(tx, call);

/**
 * Runs calls of Better Auth's and statements of ours in one transaction. What Better Auth refuses it may have counted, a
 * wrong code for instance, so its refusals commit; every other error rolls back. `work` may use no other connection: of
 * many at once each would hold one and wait for the other.
 */
export async function inOneTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const outcome = await db.transaction((tx) =>
    joinTransaction(tx, async () => {
      try {
        return { value: await work(tx) };
      } catch (refusal) {
        if (!isAPIError(refusal)) throw refusal;
        return { refusal };
      }
    }),
  );
  if ("refusal" in outcome) throw outcome.refusal;
  return outcome.value;
}
