import { RateLimiterPostgres } from "rate-limiter-flexible";
import { ApiError } from "../errors.ts";
import { accountKey, type LimitStore, takePoint } from "./limit-store.ts";

/** A time-based code is valid for 90 seconds; the clocks of replicas differ a little. */
const CODE_SECONDS = 120;

/** Remembers which codes were used, so that each is accepted once (RFC 6238, 5.2). */
export function rememberUsedCodes(store: LimitStore) {
  const used = new RateLimiterPostgres({ ...store, keyPrefix: "code", points: 1, duration: CODE_SECONDS });

  /**
   * Accepts somebody's code once. It counts as used while it's checked, so that of two at once only one succeeds; a
   * refused one can be used again, because it's still good for another challenge.
   * @throws ApiError INVALID_CREDENTIALS for a used one
   */
  async function acceptOnce<T>(userId: string, code: string, check: () => Promise<T>): Promise<T> {
    const key = accountKey(`${userId} ${code}`);
    if (!(await takePoint(used, key))) {
      throw new ApiError("INVALID_CREDENTIALS", "This code was already used. Wait for the next one.");
    }
    try {
      return await check();
    } catch (error) {
      // after any other failure nobody knows whether it was accepted
      if (error instanceof ApiError) await used.delete(key).catch(() => undefined);
      throw error;
    }
  }
  return { acceptOnce };
}
