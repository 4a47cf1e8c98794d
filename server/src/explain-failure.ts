import { DrizzleQueryError } from "drizzle-orm";
import { isDatabaseUnavailable } from "./database/errors.ts";

type Failure = Error & { code?: string; port?: number };

/** What stopped a command, in a line for whoever ran it, and what they can do about it in the next one. */
export function explainFailure(thrown: unknown): string {
  const failure = findCause(thrown);
  if (failure.code === "EADDRINUSE") return `Port ${failure.port} is taken. Stop that program or set PORT.`;
  const reason = failure.message || failure.code || failure.name;
  const nextStep = findNextStep(failure);
  return nextStep ? `${reason}\n${nextStep}` : reason;
}

/** Drizzle's error is about the statement; where a name has several IP addresses, the last is as good as any. */
function findCause(thrown: unknown): Failure {
  if (thrown instanceof DrizzleQueryError && thrown.cause) return findCause(thrown.cause);
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return findCause(thrown.errors.at(-1));
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** A wrong user or password, or no such database. */
const REFUSED = ["28P01", "28000", "3D000"];
const NO_SUCH_TABLE = "42P01";
const NOT_WRITABLE = ["EACCES", "EPERM", "EROFS"];

function findNextStep(failure: Failure): string | undefined {
  const { code = "" } = failure;
  if (isDatabaseUnavailable(failure) || REFUSED.includes(code)) {
    return "Check DATABASE_URL, or unset it in development. npm run doctor says more.";
  }
  if (code === NO_SUCH_TABLE) return "Run npm run db:migrate.";
  if (NOT_WRITABLE.includes(code)) {
    return "Development keeps a database and a secret in .data: let this user write there, or set DATABASE_URL and AUTH_SECRET.";
  }
  return undefined;
}
