import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import { CategoriesSchema, OrderListQuerySchema, OrderListSchema } from "@cafe-app-ai/shared/orders";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { success } from "../../http/envelope.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { ownerOf } from "../../session/owner.ts";
import { createCursors } from "./cursor.ts";
import { listCategories } from "./list-categories.ts";
import { listOrders } from "./list-orders.ts";

/** The list of orders, and the categories it can be filtered by. */
export const orderListRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { db } = app;
  const cursors = createCursors(config.authSecrets);

  app.get(
    "",
    {
      schema: {
        ...signedInRoute("listOrders", "orders", "List orders"),
        querystring: OrderListQuerySchema,
        response: { 200: SuccessEnvelopeSchema(OrderListSchema) },
      },
    },
    async (request) => success(await listOrders(db, cursors, ownerOf(request), request.query)),
  );

  app.get(
    "/categories",
    {
      schema: {
        ...signedInRoute("listOrderCategories", "orders", "List categories"),
        response: { 200: SuccessEnvelopeSchema(CategoriesSchema) },
      },
    },
    async (request) => success(await listCategories(db, ownerOf(request))),
  );
};
