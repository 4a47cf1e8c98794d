import { type SQL, sql } from "drizzle-orm";
import type { RateLimiterPostgres } from "rate-limiter-flexible";
import { rateLimits } from "../database/schema.ts";

/**
 * Does what the library's `consume` does, as part of another statement.
 * @param key the placeholder of the limiter's key; the time in milliseconds is the placeholder `now`
 * @param source decides whether it counts at all
 */
export function consumeSql({ msDuration }: RateLimiterPostgres, key: string, source: SQL = sql``): SQL {
  const { points, expire } = rateLimits;
  const now = sql`${sql.placeholder("now")}::bigint`;
  const isOver = sql`${expire} <= ${now}`;
  return sql`
    insert into ${rateLimits} select ${sql.placeholder(key)}, 1, ${now} + ${sql.raw(String(msDuration))} ${source}
    on conflict (key) do update set
      points = case when ${isOver} then 1 else ${points} + 1 end,
      expire = case when ${isOver} then excluded.expire else ${expire} end
    returning ${points}, ${expire}`;
}
