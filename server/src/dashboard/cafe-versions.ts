import { DEFAULT_CAFE_SETTINGS } from "@cafe-app-ai/shared/cafe";
import DataLoader from "dataloader";
import { sql } from "drizzle-orm";
import type { Database } from "../database/client.ts";
import { cafes } from "../database/schema.ts";
import { spendDatabaseTime, withDatabaseTime } from "../database/time-limit.ts";

type Cafe = typeof cafes.$inferSelect;

/** Reads an account's version and settings; requests that arrive in one turn of the event loop share a statement. */
export function createCafeLookup(db: Database) {
  const statement = db
    .select()
    .from(cafes)
    .where(sql`${cafes.userId} = any(${sql.placeholder("owners")})`)
    .prepare("find_cafes");

  const lookup = new DataLoader<string, Cafe>(
    async (owners) => {
      const rows = await statement.execute({ owners: [...new Set(owners)] });
      const byOwner = new Map(rows.map((row) => [row.userId, row]));
      return owners.map((owner) => byOwner.get(owner) ?? unset(owner));
    },
    {
      cache: false,
      maxBatchSize: 500,
      // with a time limit of its own, because it's shared by several requests
      batchScheduleFn: (lookUp) => withDatabaseTime(db.timeLimitMs, () => setImmediate(lookUp)),
    },
  );
  return (owner: string) => spendDatabaseTime(() => lookup.load(owner));
}

const unset = (userId: string): Cafe => ({ userId, version: 0, ...DEFAULT_CAFE_SETTINGS });
