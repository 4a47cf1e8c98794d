import { EmailOnlySchema } from "@cafe-app-ai/shared/auth/common";
import {
  CheckResetSchema,
  PasswordResetSchema,
  ResetCheckedSchema,
  resetPasswordSchema,
} from "@cafe-app-ai/shared/auth/password-reset";
import { AcceptedSchema } from "@cafe-app-ai/shared/common";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { clientOf } from "../../http/client/client.ts";
import { success } from "../../http/envelope.ts";
import { publicRoute } from "../../http/openapi/openapi.ts";
import { ipSender } from "../mail/senders.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { checkReset } from "./check-reset.ts";
import { resetPassword } from "./reset-password.ts";

/** A new password by mail, for everybody. Asking for the mail does the same for every email. */
export const passwordResetRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { credentialLimits, mail } = app;

  app.post(
    "/forgot-password",
    {
      onRequest: credentialLimits.countRequest,
      schema: {
        ...publicRoute("forgotPassword", "auth", "Request a password reset email"),
        body: EmailOnlySchema,
        response: { 202: SuccessEnvelopeSchema(AcceptedSchema) },
      },
    },
    async (request, reply) => {
      app.requireMail();
      const { ip, requestId } = clientOf(request);
      const data = { sender: ipSender(ip) };
      await mail.send({
        kind: "reset-password",
        recipient: request.body.email.toLowerCase(),
        data,
        requestId,
      });
      request.log.info({ event: "password reset requested" }, "password reset requested");
      return reply.code(202).send(success({ accepted: true as const }));
    },
  );

  app.post(
    "/reset-password/check",
    {
      onRequest: credentialLimits.countRequest,
      schema: {
        ...publicRoute(
          "checkPasswordReset",
          "auth",
          "Check a password reset link",
          "Returns the account's email. The link stays valid.",
        ),
        body: CheckResetSchema,
        response: { 200: SuccessEnvelopeSchema(ResetCheckedSchema) },
      },
    },
    async (request) => success({ email: await checkReset(app.db, request.body.token) }),
  );

  app.post(
    "/reset-password",
    {
      onRequest: [refuseWhenBusy, credentialLimits.countRequest],
      schema: {
        ...publicRoute(
          "resetPassword",
          "auth",
          "Choose a new password",
          "Takes the token from the email. Ends every session of the account and doesn't sign in.",
        ),
        body: resetPasswordSchema(config.passwordMinLength),
        response: { 200: SuccessEnvelopeSchema(PasswordResetSchema) },
      },
    },
    async (request) => {
      const { userId, removed } = await resetPassword(app, request.body, clientOf(request));
      request.log.info({ event: "password reset", userId, removed }, "password reset");
      return success({ reset: true as const });
    },
  );
};
