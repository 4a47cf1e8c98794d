import { EmailOnlySchema } from "@cafe-app-ai/shared/auth/common";
import { VerifiedSchema, verifyEmailSchema } from "@cafe-app-ai/shared/auth/email";
import { AcceptedSchema } from "@cafe-app-ai/shared/common";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { clientOf, isPage } from "../../http/client/client.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { publicRoute } from "../../http/openapi/openapi.ts";
import { sendVerification } from "../mail/notices.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { verifyEmail } from "./verify-email.ts";

/** Confirming an email by the link that was mailed there, for everybody. */
export const emailVerificationRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { credentialLimits } = app;

  app.post(
    "/verify-email",
    {
      onRequest: [refuseWhenBusy, credentialLimits.countRequest],
      schema: {
        ...publicRoute(
          "verifyEmail",
          "auth",
          "Confirm an email",
          "Takes the token from the email. Doesn't sign in. If someone else may have signed up with the same email, a browser page must also send the password the account is to have. Another client that doesn't send one confirms the email alone: no sign-up's password works, and `forgot-password` leads to a new one.",
        ),
        body: verifyEmailSchema(config.passwordMinLength),
        response: { 200: SuccessEnvelopeSchema(VerifiedSchema), ...errorResponses(409) },
      },
    },
    async (request) => {
      const user = await verifyEmail(app, request.body, { client: clientOf(request), page: isPage(request) });
      request.log.info({ event: "email confirmed", userId: user.id }, "email confirmed");
      return success({ user });
    },
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
      await sendVerification(app, clientOf(request), request.body.email.toLowerCase());
      return reply.code(202).send(success({ accepted: true as const }));
    },
  );
};
