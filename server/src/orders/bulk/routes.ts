import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import { BulkOrdersSchema, BulkResultSchema } from "@cafe-app-ai/shared/orders";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { answerOnce, IdempotencyHeadersSchema } from "../../http/idempotency.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { ownerOf } from "../../session/owner.ts";
import { changeOrders } from "./change-orders.ts";

/** Changes many orders at once. */
export const bulkRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app;

  app.post(
    "/bulk",
    {
      schema: {
        ...signedInRoute("changeOrders", "orders", "Change, delete or restore many orders, all or none"),
        headers: IdempotencyHeadersSchema,
        body: BulkOrdersSchema,
        response: {
          200: SuccessEnvelopeSchema(BulkResultSchema),
        },
      },
    },
    (request, reply) =>
      answerOnce(db, request, reply, async (tx) => ({
        status: 200,
        data: await changeOrders(tx, ownerOf(request), request.body),
      })),
  );
};
