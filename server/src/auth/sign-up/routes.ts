import { SignedInSchema } from "@cafe-app-ai/shared/auth/sessions";
import { signUpSchema, VerificationPendingSchema } from "@cafe-app-ai/shared/auth/sign-up";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { clientOf } from "../../http/client/client.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { publicRoute } from "../../http/openapi/openapi.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { handOverSession } from "../sessions/hand-over-session.ts";
import { signUp } from "./sign-up.ts";

/** A new account. */
export const signUpRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { credentialLimits } = app;

  app.post(
    "/signup",
    {
      onRequest: [refuseWhenBusy, credentialLimits.countRequest],
      schema: {
        ...publicRoute("signUp", "auth", "Sign up"),
        body: signUpSchema(config.passwordMinLength),
        response: {
          201: SuccessEnvelopeSchema(SignedInSchema),
          202: {
            ...SuccessEnvelopeSchema(VerificationPendingSchema),
            description: "The email must be confirmed first",
          },
          ...errorResponses(409),
        },
      },
    },
    async (request, reply) => {
      const session = await signUp(app, request.body, clientOf(request));
      if (session === null) {
        return reply.code(202).send(success({ user: null, sessionToken: null, expiresAt: null }));
      }
      return reply
        .code(201)
        .send(success(await handOverSession(app, { request, reply }, session, { event: "signed up" })));
    },
  );
};
