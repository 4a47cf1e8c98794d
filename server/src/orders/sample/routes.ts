import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import { SampleOrdersAddedSchema, SampleOrdersSchema } from "@cafe-app-ai/shared/orders";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { limitAtOnce } from "../../limits/at-once.ts";
import { ownerOf } from "../../session/owner.ts";
import { addSampleOrders } from "./add-sample-orders.ts";

/** Fills an account that has no orders yet. */
export const sampleOrdersRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app;

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
