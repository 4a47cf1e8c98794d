import { DatabaseTimeoutError } from "./time-limit.ts";

const CONNECTION_ERRORS = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ENETUNREACH",
  "EHOSTUNREACH",
]);

/**
 * SQLSTATE of a database that cannot serve for the moment: connection lost (08), out of something (53), shut down or
 * starting (57P), a limit of time (57014, 55P03, 25P03, 25P04), a replica or a primary that became one (25006), a
 * transaction that lost to another or was ended (40001, 40P01, 25P02), and a disk or a file that fails (58).
 */
const UNAVAILABLE_STATES = /^(08...|53...|57P0[1-5]|57014|55P03|25P0[234]|25006|40001|40P01|58...)$/;

/** Errors of pg itself, which have no code. */
const PG_MESSAGES =
  /timeout exceeded when trying to connect|timeout expired|query read timeout|connection terminated|connection error and is not queryable|client was closed/i;

/** The SQLSTATE of an error, or of what caused it. */
function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  return "code" in error && typeof error.code === "string" ? error.code : sqlState(error.cause);
}

/** Whether it's a unique violation. */
export const isUniqueViolation = (error: unknown) => sqlState(error) === "23505";

/** A server that takes no writes, found before a write has failed. */
export class ReadOnlyDatabaseError extends Error {
  override name = "ReadOnlyDatabaseError";
  readonly code = "25006";
}

/** Whether the server takes no writes: after a failover a connection may lead to the old primary. */
export const isReadOnly = (error: unknown) => sqlState(error) === "25006";

/** Whether the database, rather than the statement, is what failed. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseTimeoutError) return true;
  if (error instanceof AggregateError && error.errors.some(isDatabaseUnavailable)) return true;
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (CONNECTION_ERRORS.has(code) || UNAVAILABLE_STATES.test(code) || PG_MESSAGES.test(error.message)) return true;
  return isDatabaseUnavailable(error.cause);
}
