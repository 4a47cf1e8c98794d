import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import {
  CategoriesSchema,
  NewOrderSchema,
  OrderChangesSchema,
  OrderDeletedSchema,
  OrderListQuerySchema,
  OrderListSchema,
  OrderParamsSchema,
  OrderSchema,
} from "@cafe-app-ai/shared/orders";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../config.ts";
import { success } from "../http/envelope.ts";
import {
  IfMatchHeadersSchema,
  IfNoneMatchHeadersSchema,
  isNotModified,
  notModifiedResponse,
  readIfMatch,
  sendNotModified,
} from "../http/etag.ts";
import { answerOnce, IdempotencyHeadersSchema } from "../http/idempotency.ts";
import { signedInRoute } from "../http/openapi.ts";
import { ownerOf } from "../session/owner.ts";
import { createCursors } from "./list/cursor.ts";
import { listCategories } from "./list/list-categories.ts";
import { listOrders } from "./list/list-orders.ts";
import { changeOrder, deleteOrder } from "./order/change-order.ts";
import { createOrder } from "./order/create-order.ts";
import { getOrder } from "./order/get-order.ts";
import { restoreOrder } from "./order/restore-order.ts";

/** One order, and the list of them. */
export const ordersRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
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

  app.post(
    "",
    {
      schema: {
        ...signedInRoute("createOrder", "orders", "Add an order"),
        headers: IdempotencyHeadersSchema,
        body: NewOrderSchema,
        response: {
          201: SuccessEnvelopeSchema(OrderSchema),
        },
      },
    },
    (request, reply) =>
      answerOnce(db, request, reply, async (tx) => {
        const { order, etag } = await createOrder(tx, ownerOf(request), request.body);
        return { status: 201, headers: { etag, location: `/api/orders/${order.id}` }, data: order };
      }),
  );

  app.get(
    "/categories",
    {
      schema: {
        ...signedInRoute("listCategories", "orders", "List categories"),
        response: { 200: SuccessEnvelopeSchema(CategoriesSchema) },
      },
    },
    async (request) => success(await listCategories(db, ownerOf(request))),
  );

  app.get(
    "/:id",
    {
      schema: {
        ...signedInRoute("getOrder", "orders", "Get an order"),
        params: OrderParamsSchema,
        headers: IfNoneMatchHeadersSchema,
        response: {
          200: SuccessEnvelopeSchema(OrderSchema),
          ...notModifiedResponse,
        },
      },
    },
    async (request, reply) => {
      const { order, etag } = await getOrder(db, ownerOf(request), request.params.id);
      return isNotModified(request, reply, etag) ? sendNotModified(reply) : success(order);
    },
  );

  app.patch(
    "/:id",
    {
      schema: {
        ...signedInRoute("changeOrder", "orders", "Change an order"),
        params: OrderParamsSchema,
        headers: IfMatchHeadersSchema,
        body: OrderChangesSchema,
        response: {
          200: SuccessEnvelopeSchema(OrderSchema),
        },
      },
    },
    async (request, reply) => {
      const target = { owner: ownerOf(request), id: request.params.id, versions: readIfMatch(request) };
      const { order, etag } = await changeOrder(db, target, request.body);
      reply.header("etag", etag);
      return success(order);
    },
  );

  app.delete(
    "/:id",
    {
      schema: {
        ...signedInRoute("deleteOrder", "orders", "Delete an order", "It can be restored for a day."),
        params: OrderParamsSchema,
        headers: IfMatchHeadersSchema,
        response: { 200: SuccessEnvelopeSchema(OrderDeletedSchema) },
      },
    },
    async (request) => {
      await deleteOrder(db, { owner: ownerOf(request), id: request.params.id, versions: readIfMatch(request) });
      return success({ deleted: true as const });
    },
  );

  app.post(
    "/:id/restore",
    {
      schema: {
        ...signedInRoute("restoreOrder", "orders", "Restore a deleted order", "Within a day of its deletion."),
        params: OrderParamsSchema,
        headers: IdempotencyHeadersSchema,
        response: {
          200: SuccessEnvelopeSchema(OrderSchema),
        },
      },
    },
    (request, reply) =>
      answerOnce(db, request, reply, async (tx) => {
        const { order, etag } = await restoreOrder(tx, ownerOf(request), request.params.id);
        return { status: 200, headers: { etag }, data: order };
      }),
  );
};
