import { changePasswordSchema } from "@cafe-app-ai/shared/auth/password";
import { EndedSchema } from "@cafe-app-ai/shared/auth/sessions";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { success } from "../../http/envelope.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { callerOf } from "../owner/caller.ts";
import { changePassword } from "./change-password.ts";
import { refuseWhenBusy } from "./hash.ts";

/** Changing one's own password. */
export const passwordRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
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
    async (request) => {
      const ended = await changePassword(app, request.body, callerOf(request));
      request.log.info({ event: "password changed", userId: request.user.id, ended }, "password changed");
      return success({ ended });
    },
  );
};
