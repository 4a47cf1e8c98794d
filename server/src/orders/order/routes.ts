import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import {
  NewOrderSchema,
  OrderChangesSchema,
  OrderDeletedSchema,
  OrderParamsSchema,
  OrderSchema,
} from "@cafe-app-ai/shared/orders";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { success } from "../../http/envelope.ts";
import {
  IfMatchHeadersSchema,
  IfNoneMatchHeadersSchema,
  notModifiedResponse,
  readIfMatch,
  sendNotModified,
  setEtag,
} from "../../http/etag.ts";
import { answerOnce, IdempotencyHeadersSchema } from "../../http/idempotency.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { ownerOf } from "../../session/owner.ts";
import { changeOrder, deleteOrder } from "./change-order.ts";
import { createOrder } from "./create-order.ts";
import { getOrder } from "./get-order.ts";
import { restoreOrder } from "./restore-order.ts";

/** One order: adding, reading, changing, deleting and restoring it. */
export const orderRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app;

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
      const unchanged = setEtag(request, reply, etag);
      return unchanged ? sendNotModified(reply) : success(order);
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
