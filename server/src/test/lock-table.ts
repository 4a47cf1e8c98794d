import { sql } from "drizzle-orm";
import type { TestApp } from "./build-test-app.ts";

/** Does something while nobody else can write to a table. */
export async function whileLocked<T>({ db }: Pick<TestApp, "db">, table: string, work: () => Promise<T>): Promise<T> {
  return db.transaction(
    async (tx) => {
      await tx.execute(sql.raw(`lock table ${table} in exclusive mode`));
      return work();
    },
    { deadlineMs: 30_000 },
  );
}
