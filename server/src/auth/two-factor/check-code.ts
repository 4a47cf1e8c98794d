import type { FastifyInstance } from "fastify";
import { ApiError } from "../../errors.ts";

/**
 * Lets Better Auth check a code, each code once. Attempts count against the account's two-factor codes before they're
 * checked: Better Auth only counts at sign-in, and too late for many at once.
 * @throws ApiError INVALID_CREDENTIALS for a used code, RATE_LIMITED
 */
export function checkCode<T>(
  credentialLimits: FastifyInstance["credentialLimits"],
  userId: string,
  code: string,
  check: () => Promise<T>,
): Promise<T> {
  return credentialLimits.attempt(`two-factor of ${userId}`, () => credentialLimits.acceptOnce(userId, code, check));
}

export const wrongCode = () => new ApiError("INVALID_CREDENTIALS", "Incorrect code.");
