import type { TestApp } from "./build-test-app.ts";

/** Asks again until a statement waits for another transaction. */
export async function waitForLock(db: Pick<TestApp["db"], "execute">): Promise<void> {
  for (;;) {
    const { rowCount } = await db.execute(
      "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rowCount) return;
  }
}
