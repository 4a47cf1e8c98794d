import type { Readable } from "node:stream";
import {
  DeletedSchema,
  EndedSchema,
  ExportSchema,
  IdParamsSchema,
  OptionalReauthenticationSchema,
  SessionSummarySchema,
  UpdatedUserSchema,
  UpdateUserSchema,
} from "@cafe-app-ai/shared/account";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@sinclair/typebox";
import { eq } from "drizzle-orm";
import type { FastifyReply } from "fastify";
import { users } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { success } from "../../http/envelope.ts";
import { signedInRoute } from "../../http/openapi.ts";
import { toUser } from "../../session/plugin.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { reauthenticate } from "../password/reauthenticate.ts";
import { endOtherSessions, endSession, listSessions } from "../sessions/list-sessions.ts";
import { deleteAccount } from "./delete-account.ts";
import { exportUser } from "./export-account.ts";

/** A person's own account. */
export const accountRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { credentialLimits, db, sessions } = app;

  app.patch(
    "/user",
    {
      schema: {
        ...signedInRoute("updateUser", "account", "Change the name or the image"),
        body: UpdateUserSchema,
        response: { 200: SuccessEnvelopeSchema(UpdatedUserSchema) },
      },
    },
    async (request) => {
      const { name, image } = request.body;
      if (name === undefined && image === undefined) return success({ user: request.user });
      const [row] = await changeAsOwner(db, request, undefined, async (tx) => {
        await recordActivity(tx, request, request.user.id, "profile-changed");
        return tx.update(users).set({ name, image }).where(eq(users.id, request.user.id)).returning();
      });
      if (!row) throw new ApiError("UNAUTHENTICATED", "This account was deleted");
      return success({ user: toUser(row) });
    },
  );

  app.delete(
    "/user",
    {
      onRequest: [refuseWhenBusy, credentialLimits.countRequest],
      schema: {
        ...signedInRoute("deleteUser", "account", "Delete the account, its sessions and its data"),
        body: OptionalReauthenticationSchema,
        response: {
          200: SuccessEnvelopeSchema(DeletedSchema),
        },
      },
    },
    async (request, reply) => {
      const reauthentication = await reauthenticate(app, request, request.body?.password);
      await deleteAccount(app, request, reauthentication);
      sessions.clearCookie(reply);
      request.log.info({ event: "account deleted", userId: request.user.id }, "account deleted");
      return success({ deleted: true as const });
    },
  );

  app.get(
    "/export",
    {
      schema: {
        ...signedInRoute(
          "exportUser",
          "account",
          "Everything stored about the caller",
          "Sent as it is read. If reading fails midway, the connection is cut.",
        ),
        response: { 200: SuccessEnvelopeSchema(ExportSchema) },
      },
    },
    async (request, reply) => {
      await recordActivity(db, request, request.user.id, "data-exported");
      const stream = await exportUser(db, request.user, request.session.id);
      reply.header("content-disposition", 'attachment; filename="cafe-app-ai.json"');
      sendJson(reply, stream);
      return reply;
    },
  );

  app.get(
    "/sessions",
    {
      schema: {
        ...signedInRoute("listSessions", "account", "The caller's sessions, the newest use first"),
        response: { 200: SuccessEnvelopeSchema(Type.Array(SessionSummarySchema)) },
      },
    },
    async (request) => success(await listSessions(db, request.user.id, request.session.id)),
  );

  app.delete(
    "/sessions",
    {
      schema: {
        ...signedInRoute("endOtherSessions", "account", "End every session but the caller's"),
        response: { 200: SuccessEnvelopeSchema(EndedSchema) },
      },
    },
    async (request) => {
      const ended = await endOtherSessions(db, request);
      request.log.info({ event: "other sessions ended", userId: request.user.id, ended }, "other sessions ended");
      return success({ ended });
    },
  );

  app.delete(
    "/sessions/:id",
    {
      schema: {
        ...signedInRoute("endSession", "account", "End one of the caller's sessions"),
        params: IdParamsSchema,
        response: { 200: SuccessEnvelopeSchema(EndedSchema) },
      },
    },
    async (request, reply) => {
      await endSession(db, request, request.params.id);
      if (request.params.id === request.session.id) sessions.clearCookie(reply);
      request.log.info({ event: "session ended", userId: request.user.id }, "session ended");
      return success({ ended: 1 });
    },
  );
};

/** A body that is written already, which the response's type has no word for. */
function sendJson(reply: FastifyReply, stream: Readable): void {
  reply.type("application/json; charset=utf-8").send(stream);
}
