import { ApiError } from "../errors.ts";
import { limitsHit } from "../metrics/registry.ts";

/** The error when a limit is reached, counted in the metrics under the limit's name. */
export function limitReached(limit: string, waitMs: number): ApiError {
  limitsHit.inc({ limit });
  return tooManyAttempts(waitMs);
}

/** The error for an attempt before this time has passed. */
export const tooManyAttempts = (waitMs: number) => {
  const seconds = Math.ceil(waitMs / 1000);
  return new ApiError("RATE_LIMITED", `Too many attempts. Try again in ${waitingTime(seconds)}.`, {
    headers: { "retry-after": String(seconds) },
  });
};

const waitingTime = (seconds: number) => (seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`);
