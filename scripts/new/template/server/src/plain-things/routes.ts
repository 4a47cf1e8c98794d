import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import {
  NewPlainThingSchema,
  PlainThingChangesSchema,
  PlainThingDeletedSchema,
  PlainThingListQuerySchema,
  PlainThingListSchema,
  PlainThingParamsSchema,
  PlainThingSchema,
} from "@cafe-app-ai/shared/plain-things";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../config.ts";
import { success } from "../http/envelope.ts";
import {
  IfMatchHeadersSchema,
  IfNoneMatchHeadersSchema,
  notModifiedResponse,
  readIfMatch,
  sendNotModified,
  setEtag,
} from "../http/etag.ts";
import { answerOnce, IdempotencyHeadersSchema } from "../http/idempotency.ts";
import { signedInRoute } from "../http/openapi/openapi.ts";
import { signedCursors } from "../http/signed-cursor.ts";
import { ownerOf } from "../session/owner.ts";
import { changePlainThing } from "./change-plain-thing.ts";
import { createPlainThing } from "./create-plain-thing.ts";
import { deletePlainThing } from "./delete-plain-thing.ts";
import { getPlainThing } from "./get-plain-thing.ts";
import { listPlainThings, type Position } from "./list-plain-things.ts";

/** Plain things: listing, adding, reading, changing and deleting them. */
export const plainThingsRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { db } = app;
  const cursors = signedCursors<Position>(config.authSecrets, "plain-things 1");

  app.get(
    "",
    {
      schema: {
        ...signedInRoute("listPlainThings", "plain-things", "List plain things", "Newest first."),
        querystring: PlainThingListQuerySchema,
        response: { 200: SuccessEnvelopeSchema(PlainThingListSchema) },
      },
    },
    async (request) => success(await listPlainThings(db, cursors, ownerOf(request), request.query)),
  );

  app.post(
    "",
    {
      schema: {
        ...signedInRoute("createPlainThing", "plain-things", "Add a plain thing"),
        headers: IdempotencyHeadersSchema,
        body: NewPlainThingSchema,
        response: { 201: SuccessEnvelopeSchema(PlainThingSchema) },
      },
    },
    (request, reply) =>
      answerOnce(db, request, reply, async (tx) => {
        const { plainThing, etag } = await createPlainThing(tx, ownerOf(request), request.body);
        return { status: 201, headers: { etag, location: `/api/plain-things/${plainThing.id}` }, data: plainThing };
      }),
  );

  app.get(
    "/:id",
    {
      schema: {
        ...signedInRoute("getPlainThing", "plain-things", "Get a plain thing"),
        params: PlainThingParamsSchema,
        headers: IfNoneMatchHeadersSchema,
        response: { 200: SuccessEnvelopeSchema(PlainThingSchema), ...notModifiedResponse },
      },
    },
    async (request, reply) => {
      const { plainThing, etag } = await getPlainThing(db, ownerOf(request), request.params.id);
      const unchanged = setEtag(request, reply, etag);
      return unchanged ? sendNotModified(reply) : success(plainThing);
    },
  );

  app.patch(
    "/:id",
    {
      schema: {
        ...signedInRoute("changePlainThing", "plain-things", "Change a plain thing"),
        params: PlainThingParamsSchema,
        headers: IfMatchHeadersSchema,
        body: PlainThingChangesSchema,
        response: { 200: SuccessEnvelopeSchema(PlainThingSchema) },
      },
    },
    async (request, reply) => {
      const target = { owner: ownerOf(request), id: request.params.id, versions: readIfMatch(request) };
      const { plainThing, etag } = await changePlainThing(db, target, request.body);
      reply.header("etag", etag);
      return success(plainThing);
    },
  );

  app.delete(
    "/:id",
    {
      schema: {
        ...signedInRoute("deletePlainThing", "plain-things", "Delete a plain thing"),
        params: PlainThingParamsSchema,
        response: { 200: SuccessEnvelopeSchema(PlainThingDeletedSchema) },
      },
    },
    async (request) => {
      await deletePlainThing(db, ownerOf(request), request.params.id);
      return success({ deleted: true as const });
    },
  );
};
