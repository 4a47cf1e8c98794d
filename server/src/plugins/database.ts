import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import fp from "fastify-plugin";
import pg from "pg";
import * as schema from "../database/schema.ts";

export type Database = NodePgDatabase<typeof schema> & { $client: pg.Pool };

declare module "fastify" {
  interface FastifyInstance {
    db: Database;
  }
}

/**
 * A pool in which no wait is endless, milliseconds: for a connection, for a lock, for a statement on the
 * server, and for an answer from a server that has gone silent. Together they end within five seconds.
 */
function createDatabase(options: { url: string; poolMax: number }): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolMax,
    connectionTimeoutMillis: 1500,
    idleTimeoutMillis: 30_000,
    lock_timeout: 1000,
    statement_timeout: 3000,
    query_timeout: 3250,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    application_name: "cafe-app-ai",
  });
  return drizzle(pool, { schema });
}

export const databasePlugin = fp<{ url: string; poolMax: number }>(
  async (app, options) => {
    const db = createDatabase(options);
    // an idle connection that breaks is replaced by the pool; unheard, its error would end the process
    db.$client.on("error", (error) => app.log.warn({ err: error }, "lost an idle database connection"));
    app.decorate("db", db);
    app.addHook("onClose", () => db.$client.end());
  },
  { name: "database" },
);

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
/** SQLSTATE: connection exceptions, too many connections, shutting down or starting, and the limits set above. */
const UNAVAILABLE_STATES = /^(08...|53[0-4]..|57P0[1-5]|57014|55P03|25P0[34])$/;
/** pg gives these no code. */
const PG_MESSAGES =
  /timeout exceeded when trying to connect|connection terminated|query read timeout|connection error and is not queryable/i;

/** Whether a row like it is there already. */
export function isUniqueViolation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && error.code === "23505") || isUniqueViolation(error.cause);
}

/** Whether the database, rather than the statement, is what failed. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.some(isDatabaseUnavailable)) return true;
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (CONNECTION_ERRORS.has(code) || UNAVAILABLE_STATES.test(code) || PG_MESSAGES.test(error.message)) return true;
  return isDatabaseUnavailable(error.cause);
}
