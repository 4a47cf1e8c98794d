import {
  ConfirmTwoFactorSchema,
  NewRecoveryCodesSchema,
  OptionalReauthenticationSchema,
  RecoveryCodesSavedSchema,
  SavedRecoveryCodesSchema,
  TwoFactorSetupSchema,
} from "@cafe-app-ai/shared/account";
import { SignedInSchema, TwoFactorSchema } from "@cafe-app-ai/shared/auth";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { publicRoute, signedInRoute } from "../../http/openapi.ts";
import { readCookie } from "../../session/cookie.ts";
import { twoFactorCookie } from "../better-auth/plugin.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { reauthenticate } from "../password/reauthenticate.ts";
import { startSession } from "../sessions/start-session.ts";
import { answerChallenge } from "./answer-challenge.ts";
import { noteSavedCodes } from "./saved-codes.ts";
import { confirmTwoFactor, renewRecoveryCodes, setUpTwoFactor, turnOffTwoFactor } from "./set-up.ts";

/** The second step of a sign-in, for everybody. */
export const twoFactorSignInRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  app.post(
    "/signin/two-factor",
    {
      config: { signIn: "two-factor" },
      onRequest: app.credentialLimits.countRequest,
      schema: {
        ...publicRoute(
          "answerTwoFactor",
          "auth",
          "Verify a two-factor authentication code",
          "Completes a sign-in that answered 202.",
        ),
        body: TwoFactorSchema,
        response: {
          200: SuccessEnvelopeSchema(SignedInSchema),
          ...errorResponses(401),
        },
      },
    },
    async (request, reply) => {
      const { name, options } = twoFactorCookie(config);
      const { code, challenge = readCookie(request.headers.cookie, name) } = request.body;
      const { token, byRecoveryCode, stillHolds } = await answerChallenge(app, config, { challenge, code }, request);
      const by = byRecoveryCode ? "recovery code" : "two-factor";
      const activity = byRecoveryCode ? "signed-in-with-recovery-code" : "signed-in-with-code";
      const check = { stillHolds, activity } as const;
      const signedIn = await startSession(app, "signed in", token, request, reply, { by, check });
      reply.clearCookie(name, options);
      return success(signedIn);
    },
  );
};

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
      const reauthentication = await reauthenticate(app, request, request.body?.password);
      const setup = await setUpTwoFactor(app, request, reauthentication);
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
          "With a code from the app. The session gets a new token.",
        ),
        body: ConfirmTwoFactorSchema,
        response: {
          200: SuccessEnvelopeSchema(SignedInSchema),
        },
      },
    },
    async (request, reply) => {
      const token = await confirmTwoFactor(app, request, request.body.code);
      app.mail.wake();
      const signedIn = await startSession(app, "two-factor on", token, request, reply);
      return success(signedIn);
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
      const reauthentication = await reauthenticate(app, request, request.body?.password);
      const token = await turnOffTwoFactor(app, request, reauthentication);
      app.mail.wake();
      const signedIn = await startSession(app, "two-factor off", token, request, reply);
      return success(signedIn);
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
      const reauthentication = await reauthenticate(app, request, request.body?.password);
      const recoveryCodes = await renewRecoveryCodes(app, request, reauthentication);
      app.mail.wake();
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
          "Say that the recovery codes are saved",
          "By one of them; it is not used up.",
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
