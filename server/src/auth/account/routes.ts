import type { Readable } from "node:stream";
import { DeletedSchema, UpdatedUserSchema, UpdateUserSchema } from "@cafe-app-ai/shared/auth/account";
import { OptionalReauthenticationSchema } from "@cafe-app-ai/shared/auth/common";
import { ExportSchema } from "@cafe-app-ai/shared/auth/export";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply } from "fastify";
import { clientOf } from "../../http/client/client.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { limitAtOnce } from "../../limits/at-once.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { callerOf } from "../owner/caller.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { reauthenticate } from "../password/reauthenticate.ts";
import { deleteAccount } from "./delete-account.ts";
import { exportUser } from "./export-account.ts";
import { updateUser } from "./update-user.ts";

/** A person's own account. */
export const accountRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { credentialLimits, db, sessions } = app;

  app.patch(
    "/user",
    {
      schema: {
        ...signedInRoute("updateUser", "account", "Change the name or image"),
        body: UpdateUserSchema,
        response: { 200: SuccessEnvelopeSchema(UpdatedUserSchema) },
      },
    },
    async (request) => success({ user: await updateUser(db, callerOf(request), request.body) }),
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
      const reauthentication = await reauthenticate(app, callerOf(request), request.body?.password);
      await deleteAccount(app, callerOf(request), reauthentication);
      sessions.clearCookie(reply);
      request.log.info({ event: "account deleted", userId: request.user.id }, "account deleted");
      return success({ deleted: true as const });
    },
  );

  app.get(
    "/export",
    {
      onRequest: limitAtOnce,
      schema: {
        ...signedInRoute(
          "exportUser",
          "account",
          "Export everything stored about the caller",
          "Streamed. If it fails midway, the connection is cut.",
        ),
        response: { 200: SuccessEnvelopeSchema(ExportSchema), ...errorResponses(429) },
      },
    },
    async (request, reply) => {
      await recordActivity(db, clientOf(request), request.user.id, "data-exported");
      const stream = await exportUser(db, request.user, request.session.id);
      reply.header("content-disposition", 'attachment; filename="cafe-app-ai.json"');
      sendJson(reply, stream);
      return reply;
    },
  );
};

/** A body that is written already, which the response's type has no word for. */
function sendJson(reply: FastifyReply, stream: Readable): void {
  reply.type("application/json; charset=utf-8").send(stream);
}
