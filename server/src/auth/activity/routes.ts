import { ACTIVITY_DAYS, ActivityPageSchema, ActivityQuerySchema } from "@cafe-app-ai/shared/auth/activity";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { success } from "../../http/envelope.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { signedCursors } from "../../http/signed-cursor.ts";
import { listActivity, type Position } from "./list-activity.ts";

/** What has happened to a person's own account. */
export const activityRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const cursors = signedCursors<Position>(config.authSecrets, "activity 1");

  app.get(
    "/activity",
    {
      schema: {
        ...signedInRoute(
          "listActivity",
          "account",
          "List the account's recent activity",
          `Sign-ins and changes to the account, newest first, kept for ${ACTIVITY_DAYS} days.`,
        ),
        querystring: ActivityQuerySchema,
        response: { 200: SuccessEnvelopeSchema(ActivityPageSchema) },
      },
    },
    async (request) => success(await listActivity(app.db, cursors, request.user.id, request.query)),
  );
};
