import { createHash } from "node:crypto";
import type { Pool } from "pg";
import { type RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";

export type LimitStore = ReturnType<typeof limitStore>;

/** Where every limit is counted. */
export const limitStore = (pool: Pool) => ({
  storeClient: pool,
  storeType: "pool",
  tableName: "rate_limits",
  tableCreated: true,
  clearExpiredByTimeout: false,
});

/** The key of a subject in the limits' table, which holds no email and no code in plain text. */
export const accountKey = (subject: string) => createHash("sha256").update(subject.toLowerCase()).digest("base64url");

/** Uses a point. @returns whether there was one left */
export async function takePoint(limiter: RateLimiterPostgres, key: string): Promise<boolean> {
  try {
    await limiter.consume(key);
    return true;
  } catch (rejection) {
    if (rejection instanceof RateLimiterRes) return false;
    throw rejection;
  }
}
