import { OptionalReauthenticationSchema } from "@cafe-app-ai/shared/auth/common";
import { SignedInSchema } from "@cafe-app-ai/shared/auth/sessions";
import {
  ConfirmTwoFactorSchema,
  NewRecoveryCodesSchema,
  RecoveryCodesSavedSchema,
  SavedRecoveryCodesSchema,
  TwoFactorSetupSchema,
} from "@cafe-app-ai/shared/auth/two-factor";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { success } from "../../http/envelope.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { callerOf } from "../owner/caller.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { reauthenticate } from "../password/reauthenticate.ts";
import { handOverSession } from "../sessions/hand-over-session.ts";
import { confirmTwoFactor } from "./confirm-two-factor.ts";
import { noteSavedCodes } from "./note-saved-codes.ts";
import { renewRecoveryCodes } from "./renew-recovery-codes.ts";
import { setUpTwoFactor } from "./set-up-two-factor.ts";
import { turnOffTwoFactor } from "./turn-off-two-factor.ts";

/** Time-based codes in a person's own settings. */
export const twoFactorRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { countRequest } = app.credentialLimits;

  app.post(
    "/two-factor",
    {
      onRequest: [refuseWhenBusy, countRequest],
      schema: {
        ...signedInRoute(
          "setUpTwoFactor",
          "account",
          "Set up two-factor authentication",
          "It's on once a code from the app confirms it.",
        ),
        body: OptionalReauthenticationSchema,
        response: {
          200: SuccessEnvelopeSchema(TwoFactorSetupSchema),
        },
      },
    },
    async (request) => {
      const reauthentication = await reauthenticate(app, callerOf(request), request.body?.password);
      const setup = await setUpTwoFactor(app, callerOf(request), reauthentication);
      request.log.info({ event: "two-factor set up", userId: request.user.id }, "two-factor set up");
      return success(setup);
    },
  );

  app.post(
    "/two-factor/confirm",
    {
      onRequest: countRequest,
      schema: {
        ...signedInRoute(
          "confirmTwoFactor",
          "account",
          "Turn on two-factor authentication",
          "Takes a code from the app. The session gets a new token.",
        ),
        body: ConfirmTwoFactorSchema,
        response: {
          200: SuccessEnvelopeSchema(SignedInSchema),
        },
      },
    },
    async (request, reply) => {
      const session = await confirmTwoFactor(app, callerOf(request), request.body.code);
      return success(await handOverSession(app, { request, reply }, session, { event: "two-factor on" }));
    },
  );

  app.delete(
    "/two-factor",
    {
      onRequest: [refuseWhenBusy, countRequest],
      schema: {
        ...signedInRoute(
          "turnOffTwoFactor",
          "account",
          "Turn off two-factor authentication",
          "The session gets a new token.",
        ),
        body: OptionalReauthenticationSchema,
        response: {
          200: SuccessEnvelopeSchema(SignedInSchema),
        },
      },
    },
    async (request, reply) => {
      const reauthentication = await reauthenticate(app, callerOf(request), request.body?.password);
      const session = await turnOffTwoFactor(app, callerOf(request), reauthentication);
      return success(await handOverSession(app, { request, reply }, session, { event: "two-factor off" }));
    },
  );

  app.post(
    "/two-factor/recovery-codes",
    {
      onRequest: [refuseWhenBusy, countRequest],
      schema: {
        ...signedInRoute("renewRecoveryCodes", "account", "Create new recovery codes", "The old ones stop working."),
        body: OptionalReauthenticationSchema,
        response: {
          200: SuccessEnvelopeSchema(NewRecoveryCodesSchema),
        },
      },
    },
    async (request) => {
      const reauthentication = await reauthenticate(app, callerOf(request), request.body?.password);
      const recoveryCodes = await renewRecoveryCodes(app, callerOf(request), reauthentication);
      request.log.info({ event: "recovery codes renewed", userId: request.user.id }, "recovery codes renewed");
      return success({ recoveryCodes });
    },
  );

  app.post(
    "/two-factor/recovery-codes/saved",
    {
      onRequest: countRequest,
      schema: {
        ...signedInRoute(
          "confirmRecoveryCodesSaved",
          "account",
          "Confirm that the recovery codes are saved",
          "Send one of them. It isn't used up.",
        ),
        body: SavedRecoveryCodesSchema,
        response: {
          200: SuccessEnvelopeSchema(RecoveryCodesSavedSchema),
        },
      },
    },
    async (request) => {
      await noteSavedCodes(app, request.user.id, request.body.code);
      return success({ saved: true as const });
    },
  );
};
