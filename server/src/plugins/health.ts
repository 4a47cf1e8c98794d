import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import { LiveSchema, ReadySchema } from "@cafe-app-ai/shared/health";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { isSchemaCurrent } from "../database/migrations.ts";
import { serviceUnavailable } from "../errors.ts";
import { success } from "./envelope.ts";
import { errorResponses } from "./openapi.ts";

/** For whoever runs the process: is it alive, and should traffic be sent to it? */
export const healthRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.get(
    "/live",
    {
      logLevel: "warn",
      schema: { tags: ["health"], summary: "The process serves", response: { 200: SuccessEnvelopeSchema(LiveSchema) } },
    },
    async () => success({ state: "live" as const }),
  );

  app.get(
    "/ready",
    {
      logLevel: "error",
      schema: {
        tags: ["health"],
        summary: "The database answers, its schema is current, and the process is not shutting down",
        response: { 200: SuccessEnvelopeSchema(ReadySchema), ...errorResponses(503) },
      },
    },
    async () => {
      if (app.shuttingDown) throw serviceUnavailable("Shutting down");
      if (!(await isSchemaCurrent(app.db)))
        throw serviceUnavailable("The database is not migrated: npm run db:migrate");
      return success({ state: "ready" as const });
    },
  );
};
