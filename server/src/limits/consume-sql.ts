import { type AnyColumn, type SQL, sql } from "drizzle-orm";
import type { RateLimiterPostgres } from "rate-limiter-flexible";
import { rateLimits } from "../database/schema.ts";

/** Milliseconds since 1970 by the database's clock: a replica whose own is ahead would start counts again early. */
const NOW = sql`(extract(epoch from now()) * 1000)::bigint`;

/** Until a count starts again, in milliseconds. */
export const leftMsUntil = (expire: AnyColumn) => sql<number | null>`${expire} - ${NOW}`.mapWith(Number);

/**
 * Does what the library's `consume` does, as part of another statement.
 * @param key the placeholder of the limiter's key
 * @param source decides whether it counts at all
 */
export function consumeSql({ msDuration }: RateLimiterPostgres, key: string, source: SQL = sql``): SQL {
  const { points, expire } = rateLimits;
  const isOver = sql`${expire} <= ${NOW}`;
  return sql`
    insert into ${rateLimits} select ${sql.placeholder(key)}, 1, ${NOW} + ${sql.raw(String(msDuration))} ${source}
    on conflict (key) do update set
      points = case when ${isOver} then 1 else ${points} + 1 end,
      expire = case when ${isOver} then excluded.expire else ${expire} end
    returning ${points}, ${expire}`;
}
