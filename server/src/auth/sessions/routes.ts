import { IdParamsSchema } from "@cafe-app-ai/shared/auth/common";
import { EndedSchema, SessionSummarySchema } from "@cafe-app-ai/shared/auth/sessions";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@sinclair/typebox";
import { success } from "../../http/envelope.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { callerOf } from "../owner/caller.ts";
import { endOtherSessions, endSession } from "./end-sessions.ts";
import { listSessions } from "./list-sessions.ts";

/** Where a person is signed in. */
export const sessionsRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, sessions } = app;

  app.get(
    "/sessions",
    {
      schema: {
        ...signedInRoute("listSessions", "account", "List the caller's sessions, most recently used first"),
        response: { 200: SuccessEnvelopeSchema(Type.Array(SessionSummarySchema)) },
      },
    },
    async (request) => success(await listSessions(db, request.user.id, request.session.id)),
  );

  app.delete(
    "/sessions",
    {
      schema: {
        ...signedInRoute("endOtherSessions", "account", "End every session but the caller's"),
        response: { 200: SuccessEnvelopeSchema(EndedSchema) },
      },
    },
    async (request) => {
      const ended = await endOtherSessions(db, callerOf(request));
      request.log.info({ event: "other sessions ended", userId: request.user.id, ended }, "other sessions ended");
      return success({ ended });
    },
  );

  app.delete(
    "/sessions/:id",
    {
      schema: {
        ...signedInRoute("endSession", "account", "End one of the caller's sessions"),
        params: IdParamsSchema,
        response: { 200: SuccessEnvelopeSchema(EndedSchema) },
      },
    },
    async (request, reply) => {
      await endSession(db, callerOf(request), request.params.id);
      if (request.params.id === request.session.id) sessions.clearCookie(reply);
      request.log.info({ event: "session ended", userId: request.user.id }, "session ended");
      return success({ ended: 1 });
    },
  );
};
