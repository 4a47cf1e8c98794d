import { sql } from "drizzle-orm";
import type { Transaction } from "../database/transaction.ts";
import type { TestApp } from "./build-test-app.ts";

/**
 * Sends requests that are to write into a table, lets none of them before all are there, and does something else
 * meanwhile, which may write into the table in the transaction that holds them back.
 */
export async function holdBack<T>(
  { db }: Pick<TestApp, "db">,
  table: string,
  requests: (() => PromiseLike<T>)[],
  meanwhile: (tx: Transaction) => Promise<unknown> = async () => {},
): Promise<T[]> {
  const { answers } = await db.transaction(async (tx) => {
    await tx.execute(sql.raw(`lock table ${table} in share mode`));
    const answers = Promise.all(requests.map((request) => request()));
    let waiting = 0;
    while (waiting < requests.length) {
      const { rowCount } = await tx.execute(
        sql`select from pg_locks where not granted and relation = ${table}::regclass`,
      );
      waiting = rowCount ?? 0;
    }
    await meanwhile(tx);
    // the lock ends with the transaction
    return { answers };
  });
  return answers;
}
