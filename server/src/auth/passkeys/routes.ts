import {
  IdParamsSchema,
  NewPasskeySchema,
  OptionalReauthenticationSchema,
  PasskeySchema,
  PasskeySignInSchema,
  RemovedSchema,
  RenamePasskeySchema,
  WebAuthnOptionsSchema,
} from "@cafe-app-ai/shared/account";
import { SignedInSchema } from "@cafe-app-ai/shared/auth";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { and, eq } from "drizzle-orm";
import type { Config } from "../../config.ts";
import { passkeys } from "../../database/schema.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { publicRoute, signedInRoute } from "../../http/openapi.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { passkeyCookie } from "../better-auth/plugin.ts";
import { queueNotice } from "../mail/notices.ts";
import { removeSignInMethod } from "../owner/remove-sign-in-method.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { reauthenticate } from "../password/reauthenticate.ts";
import { startSession } from "../sessions/start-session.ts";
import {
  noSuchPasskey,
  registerPasskey,
  renamePasskey,
  signInByPasskey,
  startRegistration,
  startSignIn,
} from "./passkey.ts";

/** Signing in by a passkey, which counts as both factors: for everybody. */
export const passkeySignInRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { countRequest } = app.credentialLimits;

  app.post(
    "/signin/passkey/options",
    {
      onRequest: countRequest,
      schema: {
        ...publicRoute("getPasskeySignInOptions", "auth", "Start a passkey sign-in", "Keep the cookie of this answer."),
        response: { 200: SuccessEnvelopeSchema(WebAuthnOptionsSchema) },
      },
    },
    async (request, reply) => success(await startSignIn(app, config, request, reply)),
  );

  app.post(
    "/signin/passkey",
    {
      config: { signIn: "passkey" },
      onRequest: countRequest,
      schema: {
        ...publicRoute("signInWithPasskey", "auth", "Finish a passkey sign-in"),
        body: PasskeySignInSchema,
        response: {
          200: SuccessEnvelopeSchema(SignedInSchema),
          ...errorResponses(401),
        },
      },
    },
    async (request, reply) => {
      const { name, options } = passkeyCookie(config);
      const { token, stillHolds } = await signInByPasskey(app, config, request.body, request);
      const check = { stillHolds, activity: "signed-in-with-passkey" } as const;
      const signedIn = await startSession(app, "signed in", token, request, reply, { by: "passkey", check });
      reply.clearCookie(name, options);
      return success(signedIn);
    },
  );
};

/** A person's own passkeys. */
export const passkeyRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { countRequest } = app.credentialLimits;
  const { db } = app;

  app.post(
    "/passkeys/options",
    {
      onRequest: [refuseWhenBusy, countRequest],
      schema: {
        ...signedInRoute(
          "getPasskeyRegistrationOptions",
          "account",
          "Start adding a passkey",
          "Keep the cookie of this answer.",
        ),
        body: OptionalReauthenticationSchema,
        response: {
          200: SuccessEnvelopeSchema(WebAuthnOptionsSchema),
        },
      },
    },
    async (request, reply) => {
      await reauthenticate(app, request, request.body?.password);
      return success(await startRegistration(app, config, request, reply));
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
      const { name, options } = passkeyCookie(config);
      const passkey = await registerPasskey(app, config, request.body, request);
      reply.clearCookie(name, options);
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
    async (request) => success(await renamePasskey(db, request, request.params.id, request.body.name)),
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
      const { id: userId } = request.user;
      const reauthentication = await reauthenticate(app, request, request.body?.password);
      const own = and(eq(passkeys.id, request.params.id), eq(passkeys.userId, userId));
      const removed = await removeSignInMethod(db, config, request, reauthentication, async (tx) => {
        const { rowCount } = await tx.delete(passkeys).where(own);
        if (rowCount !== 1) return false;
        await recordActivity(tx, request, userId, "passkey-removed");
        await queueNotice(app, tx, request, request.user, "passkey-removed");
        return true;
      });
      if (!removed) throw noSuchPasskey();
      request.log.info({ event: "passkey removed", userId }, "passkey removed");
      app.mail.wake();
      return success({ removed: true as const });
    },
  );
};
