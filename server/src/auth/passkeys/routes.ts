import { IdParamsSchema, OptionalReauthenticationSchema } from "@cafe-app-ai/shared/auth/common";
import {
  NewPasskeySchema,
  PasskeySchema,
  RemovedSchema,
  RenamePasskeySchema,
  WebAuthnOptionsSchema,
} from "@cafe-app-ai/shared/auth/passkeys";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { success } from "../../http/envelope.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { keepInCookie } from "../../session/cookie.ts";
import { passkeyCookie } from "../better-auth/cookies.ts";
import { PASSKEY_SECONDS } from "../better-auth/passkey-plugin.ts";
import { callerOf } from "../owner/caller.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { reauthenticate } from "../password/reauthenticate.ts";
import { registerPasskey, startRegistration } from "./register-passkey.ts";
import { removePasskey } from "./remove-passkey.ts";
import { renamePasskey } from "./rename-passkey.ts";

/** A person's own passkeys. */
export const passkeyRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { countRequest } = app.credentialLimits;
  const cookies = keepInCookie(passkeyCookie(config), PASSKEY_SECONDS);

  app.post(
    "/passkeys/options",
    {
      onRequest: [refuseWhenBusy, countRequest],
      schema: {
        ...signedInRoute(
          "getPasskeyRegistrationOptions",
          "account",
          "Start adding a passkey",
          "Keep the cookie that this response sets.",
        ),
        body: OptionalReauthenticationSchema,
        response: {
          200: SuccessEnvelopeSchema(WebAuthnOptionsSchema),
        },
      },
    },
    async (request, reply) => {
      await reauthenticate(app, callerOf(request), request.body?.password);
      const { options, challenge } = await startRegistration(app, config, callerOf(request));
      cookies.set(reply, challenge);
      return success(options);
    },
  );

  app.post(
    "/passkeys",
    {
      onRequest: countRequest,
      schema: {
        ...signedInRoute("addPasskey", "account", "Add a passkey"),
        body: NewPasskeySchema,
        response: {
          201: SuccessEnvelopeSchema(PasskeySchema),
        },
      },
    },
    async (request, reply) => {
      const asked = { caller: callerOf(request), challenge: cookies.read(request) };
      const passkey = await registerPasskey(app, config, request.body, asked);
      cookies.clear(reply);
      request.log.info({ event: "passkey added", userId: request.user.id }, "passkey added");
      return reply.code(201).send(success(passkey));
    },
  );

  app.patch(
    "/passkeys/:id",
    {
      schema: {
        ...signedInRoute("renamePasskey", "account", "Rename a passkey"),
        params: IdParamsSchema,
        body: RenamePasskeySchema,
        response: { 200: SuccessEnvelopeSchema(PasskeySchema) },
      },
    },
    async (request) => success(await renamePasskey(app.db, callerOf(request), request.params.id, request.body.name)),
  );

  app.delete(
    "/passkeys/:id",
    {
      onRequest: [refuseWhenBusy, countRequest],
      schema: {
        ...signedInRoute("removePasskey", "account", "Remove a passkey", "Refused if it's the only sign-in method."),
        params: IdParamsSchema,
        body: OptionalReauthenticationSchema,
        response: {
          200: SuccessEnvelopeSchema(RemovedSchema),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const reauthentication = await reauthenticate(app, caller, request.body?.password);
      await removePasskey(app, config, caller, { id: request.params.id, reauthentication });
      request.log.info({ event: "passkey removed", userId: caller.user.id }, "passkey removed");
      return success({ removed: true as const });
    },
  );
};
