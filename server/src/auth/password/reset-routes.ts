import {
  CheckResetSchema,
  EmailOnlySchema,
  PasswordResetSchema,
  ResetCheckedSchema,
  resetPasswordSchema,
  VerifiedSchema,
  verifyEmailSchema,
} from "@cafe-app-ai/shared/auth";
import { AcceptedSchema } from "@cafe-app-ai/shared/common";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { publicRoute } from "../../http/openapi.ts";
import { sendVerification } from "../mail/notices.ts";
import { ipSender } from "../mail/senders.ts";
import { refuseWhenBusy } from "./hash.ts";
import { checkReset, resetPassword, verifyEmail } from "./reset-password.ts";

/** What a mail's link can do, and asking for such a mail. Asking does the same for every email. */
export const resetRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { credentialLimits, mail } = app;

  app.post(
    "/verify-email",
    {
      onRequest: [refuseWhenBusy, credentialLimits.countRequest],
      schema: {
        ...publicRoute(
          "verifyEmail",
          "auth",
          "Confirm an email",
          "With the token from the email. Doesn't sign in. If someone else may have signed up with the same email, a browser page must also send the password the account is to have. Another client that doesn't send one confirms the email alone: no sign-up's password works, and `forgot-password` leads to a new one.",
        ),
        body: verifyEmailSchema(config.passwordMinLength),
        response: { 200: SuccessEnvelopeSchema(VerifiedSchema), ...errorResponses(409) },
      },
    },
    async (request) => success({ user: await verifyEmail(app, request.body, request) }),
  );

  app.post(
    "/resend-verification",
    {
      onRequest: credentialLimits.countRequest,
      schema: {
        ...publicRoute("resendVerification", "auth", "Resend the confirmation email"),
        body: EmailOnlySchema,
        response: { 202: SuccessEnvelopeSchema(AcceptedSchema) },
      },
    },
    async (request, reply) => {
      app.requireMail();
      await sendVerification(app, request, lowerCase(request.body.email));
      return reply.code(202).send(success({ accepted: true as const }));
    },
  );

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
      const data = { sender: ipSender(request) };
      await mail.send({
        kind: "reset-password",
        recipient: lowerCase(request.body.email),
        data,
        requestId: request.id,
      });
      request.log.info({ event: "password reset asked for" }, "password reset asked for");
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
          "Check a link to choose a new password",
          "Tells whose it is, and uses nothing up.",
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
          "With the token from the email. Ends every session of the account and doesn't sign in.",
        ),
        body: resetPasswordSchema(config.passwordMinLength),
        response: { 200: SuccessEnvelopeSchema(PasswordResetSchema) },
      },
    },
    async (request) => {
      await resetPassword(app, request.body, request);
      return success({ reset: true as const });
    },
  );
};

// as accounts are stored
const lowerCase = (email: string) => email.toLowerCase();
