import { SignInMethodsSchema } from "@cafe-app-ai/shared/auth/sign-in-methods";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { success } from "../../http/envelope.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { listSignInMethods } from "./list-sign-in-methods.ts";

/** How a person gets into their account. */
export const signInMethodsRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  app.get(
    "/sign-in-methods",
    {
      schema: {
        ...signedInRoute("getSignInMethods", "account", "Get the caller's sign-in methods"),
        response: { 200: SuccessEnvelopeSchema(SignInMethodsSchema) },
      },
    },
    async (request) => success(await listSignInMethods(app, config, request.user.id)),
  );
};
