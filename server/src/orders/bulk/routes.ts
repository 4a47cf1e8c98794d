import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import {
  BulkOrdersSchema,
  BulkResultSchema,
  SampleOrdersAddedSchema,
  SampleOrdersSchema,
} from "@cafe-app-ai/shared/orders";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { answerOnce, IdempotencyHeadersSchema } from "../../http/idempotency.ts";
import { signedInRoute } from "../../http/openapi.ts";
import { limitAtOnce } from "../../limits/at-once.ts";
import { ownerOf } from "../../session/owner.ts";
import { addSampleOrders } from "../sample/add-sample-orders.ts";
import { changeOrders } from "./change-orders.ts";

/** Many orders at once. */
export const manyOrdersRoutes: FastifyPluginAsyncTypebox = async (app) => {
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

  app.post(
    "/sample",
    {
      onRequest: limitAtOnce,
      schema: {
        ...signedInRoute("addSampleOrders", "orders", "Add 90 days of sample orders to an account that has none"),
        body: SampleOrdersSchema,
        response: {
          201: SuccessEnvelopeSchema(SampleOrdersAddedSchema),
          ...errorResponses(429),
        },
      },
    },
    async (request, reply) => {
      const created = await addSampleOrders(db, ownerOf(request), request.body?.timezone);
      return reply.code(201).send(success({ created }));
    },
  );
};
