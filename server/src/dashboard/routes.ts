import { DashboardQuerySchema, DashboardSchema } from "@cafe-app-ai/shared/dashboard";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { success } from "../plugins/envelope.ts";
import { answerNotModified } from "../plugins/etag.ts";
import { errorResponses, signedInRoute } from "../plugins/openapi.ts";
import { createDashboard } from "./service.ts";

export const dashboardRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const getDashboardData = createDashboard(app.db);

  app.get(
    "/data",
    {
      onSend: answerNotModified,
      schema: {
        ...signedInRoute("getDashboardData", "dashboard", "The café's figures, newest orders and days"),
        querystring: DashboardQuerySchema,
        response: { 200: SuccessEnvelopeSchema(DashboardSchema), ...errorResponses(400, 401, 503) },
      },
    },
    async (request) => success(await getDashboardData(request.user.id, request.query)),
  );
};
