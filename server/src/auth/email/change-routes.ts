import { CancelledSchema, ChangeEmailSchema, changePasswordSchema, EndedSchema } from "@cafe-app-ai/shared/account";
import { AcceptedSchema } from "@cafe-app-ai/shared/common";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { success } from "../../http/envelope.ts";
import { signedInRoute } from "../../http/openapi.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { changePassword, requestEmailChange } from "./change.ts";
import { cancelEmailChange } from "./pending-change.ts";

/** Changing the password and the email of one's own account. */
export const changeRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { credentialLimits } = app;

  app.post(
    "/change-password",
    {
      onRequest: [refuseWhenBusy, credentialLimits.countRequest],
      schema: {
        ...signedInRoute("changePassword", "account", "Change the password", "Ends every session but the caller's."),
        body: changePasswordSchema(config.passwordMinLength),
        response: {
          200: SuccessEnvelopeSchema(EndedSchema),
        },
      },
    },
    async (request) => success({ ended: await changePassword(app, request.body, request) }),
  );

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
      await requestEmailChange(app, request.body, request);
      return reply.code(202).send(success({ accepted: true as const }));
    },
  );

  app.delete(
    "/change-email",
    {
      schema: {
        ...signedInRoute(
          "cancelEmailChange",
          "account",
          "Cancel a change of email",
          "Its link does nothing from then on.",
        ),
        response: { 200: SuccessEnvelopeSchema(CancelledSchema) },
      },
    },
    async (request) => {
      await cancelEmailChange(app, request);
      return success({ cancelled: true as const });
    },
  );
};
