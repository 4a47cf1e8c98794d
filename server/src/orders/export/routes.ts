import { OrderExportQuerySchema } from "@cafe-app-ai/shared/orders";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@sinclair/typebox";
import { nothing, sendStream } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { limitAtOnce } from "../../limits/at-once.ts";
import { ownerOf } from "../../session/owner.ts";
import { exportOrders } from "./export-orders.ts";

/** Orders to a CSV file. */
export const exportRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app;

  app.get(
    "/export",
    {
      onRequest: limitAtOnce,
      schema: {
        ...signedInRoute(
          "exportOrders",
          "orders",
          "Download orders as CSV",
          "The columns are those that an import takes.",
        ),
        querystring: OrderExportQuerySchema,
        response: {
          200: { description: "CSV", content: { "text/csv": { schema: Type.String() } } },
          ...errorResponses(429),
        },
      },
    },
    async (request, reply) => {
      const csv = request.method === "HEAD" ? nothing() : await exportOrders(db, ownerOf(request), request.query);
      const name = `orders-${new Date().toISOString().slice(0, 10)}.csv`;
      reply.header("content-disposition", `attachment; filename="${name}"`);
      return sendStream(reply, "text/csv; charset=utf-8", csv);
    },
  );
};
