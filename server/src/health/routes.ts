import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import { LiveSchema, ReadySchema } from "@cafe-app-ai/shared/health";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { sql } from "drizzle-orm";
import { createDatabase, type Database } from "../database/client.ts";
import { ReadOnlyDatabaseError } from "../database/errors.ts";
import { isSchemaCurrent } from "../database/migrations/migrate-database.ts";
import { serviceUnavailable } from "../errors.ts";
import { success } from "../http/envelope.ts";
import { errorResponses } from "../http/error-responses.ts";
import { publicRoute } from "../http/openapi/openapi.ts";

/** How long an answer about the database holds: several load balancers ask at once. */
const MEMORY_MS = 1000;

/** For whoever runs the process: is it alive, and should traffic be sent to it? */
export const healthRoutes: FastifyPluginAsyncTypebox<{ databaseUrl: string }> = async (app, { databaseUrl }) => {
  // a connection of its own: a busy pool doesn't make a replica unready
  const db = createDatabase({ url: databaseUrl, max: 1 });
  db.$client.on("error", (error) => app.log.warn({ err: error }, "lost the readiness check's database connection"));
  app.addHook("onClose", () => db.$client.end());
  const checkOnce = remember(MEMORY_MS, () => checkDatabase(db));

  app.get(
    "/live",
    {
      logLevel: "warn",
      schema: {
        ...publicRoute("getLiveness", "health", "Check that the process is running"),
        response: { 200: SuccessEnvelopeSchema(LiveSchema) },
      },
    },
    async () => success({ state: "live" as const }),
  );

  app.get(
    "/ready",
    {
      logLevel: "error",
      schema: {
        ...publicRoute(
          "getReadiness",
          "health",
          "Check that the server is ready: the database accepts writes, its schema is current, and the process isn't shutting down",
        ),
        response: { 200: SuccessEnvelopeSchema(ReadySchema), ...errorResponses(503) },
      },
    },
    async () => {
      if (app.shuttingDown) throw serviceUnavailable("The server is shutting down.");
      await checkOnce();
      return success({ state: "ready" as const });
    },
  );
};

/** @throws ApiError SERVICE_UNAVAILABLE, or the database's error */
function checkDatabase(db: Database): Promise<void> {
  return db.transaction(async (tx) => {
    // on for a standby, and for a primary that has been told to take no writes
    const { rows } = await tx.execute<{ readOnly: boolean }>(
      sql`select current_setting('transaction_read_only')::boolean as "readOnly"`,
    );
    if (rows[0]?.readOnly) throw new ReadOnlyDatabaseError();
    if (!(await isSchemaCurrent(tx))) throw serviceUnavailable("The database isn't migrated. Run npm run db:migrate.");
  });
}

/** Calls once for everybody who asks within `memoryMs` of the last call's start. */
function remember<T>(memoryMs: number, call: () => Promise<T>): () => Promise<T> {
  let last: { promise: Promise<T>; at: number } | undefined;
  return () => {
    if (!last || performance.now() - last.at > memoryMs) last = { promise: call(), at: performance.now() };
    return last.promise;
  };
}
