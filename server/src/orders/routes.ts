import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import { SampleOrdersAddedSchema, SampleOrdersSchema } from "@cafe-app-ai/shared/orders";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { success } from "../plugins/envelope.ts";
import { errorResponses, signedInRoute } from "../plugins/openapi.ts";
import { addSampleOrders } from "./sample-orders.ts";

export const ordersRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.post(
    "/sample",
    {
      schema: {
        ...signedInRoute("addSampleOrders", "orders", "Add 90 days of sample orders to an account that has none"),
        body: SampleOrdersSchema,
        response: {
          201: SuccessEnvelopeSchema(SampleOrdersAddedSchema),
          ...errorResponses(400, 401, 403, 409, 413, 415, 503),
        },
      },
    },
    async (request, reply) => {
      const created = await addSampleOrders(app.db, request.user.id, request.body?.timezone ?? "UTC");
      return reply.code(201).send(success({ created }));
    },
  );
};
