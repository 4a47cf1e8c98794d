import { CancelledSchema, ChangeEmailSchema } from "@cafe-app-ai/shared/auth/email";
import { AcceptedSchema } from "@cafe-app-ai/shared/common";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { success } from "../../http/envelope.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { callerOf } from "../owner/caller.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { cancelEmailChange } from "./cancel-email-change.ts";
import { requestEmailChange } from "./request-email-change.ts";

/** Changing one's own email. */
export const emailRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { credentialLimits } = app;

  app.post(
    "/change-email",
    {
      onRequest: [refuseWhenBusy, credentialLimits.countRequest],
      schema: {
        ...signedInRoute(
          "changeEmail",
          "account",
          "Change the email",
          "It changes when the link sent to the new email is opened. Answers the same for every email.",
        ),
        body: ChangeEmailSchema,
        response: {
          202: SuccessEnvelopeSchema(AcceptedSchema),
        },
      },
    },
    async (request, reply) => {
      app.requireMail();
      await requestEmailChange(app, request.body, callerOf(request));
      request.log.info({ event: "email change requested", userId: request.user.id }, "email change requested");
      return reply.code(202).send(success({ accepted: true as const }));
    },
  );

  app.delete(
    "/change-email",
    {
      schema: {
        ...signedInRoute("cancelEmailChange", "account", "Cancel an email change", "Its link stops working."),
        response: { 200: SuccessEnvelopeSchema(CancelledSchema) },
      },
    },
    async (request) => {
      await cancelEmailChange(app.db, callerOf(request));
      request.log.info({ event: "email change cancelled", userId: request.user.id }, "email change cancelled");
      return success({ cancelled: true as const });
    },
  );
};
