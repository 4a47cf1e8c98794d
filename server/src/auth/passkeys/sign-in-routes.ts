import { PasskeySignInSchema, WebAuthnOptionsSchema } from "@cafe-app-ai/shared/auth/passkeys";
import { SignedInSchema } from "@cafe-app-ai/shared/auth/sessions";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { clientOf } from "../../http/client/client.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { publicRoute } from "../../http/openapi/openapi.ts";
import { keepInCookie } from "../../session/cookie.ts";
import { passkeyCookie } from "../better-auth/cookies.ts";
import { PASSKEY_SECONDS } from "../better-auth/passkey-plugin.ts";
import { handOverSession } from "../sessions/hand-over-session.ts";
import { startSession } from "../sessions/start-session.ts";
import { signInWithPasskey, startSignIn } from "./sign-in-with-passkey.ts";

/** Signing in with a passkey, which counts as both factors: for everybody. */
export const passkeySignInRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { countRequest } = app.credentialLimits;
  const cookies = keepInCookie(passkeyCookie(config), PASSKEY_SECONDS);

  app.post(
    "/signin/passkey/options",
    {
      onRequest: countRequest,
      schema: {
        ...publicRoute(
          "getPasskeySignInOptions",
          "auth",
          "Start a passkey sign-in",
          "Keep the cookie that this response sets.",
        ),
        response: { 200: SuccessEnvelopeSchema(WebAuthnOptionsSchema) },
      },
    },
    async (request, reply) => {
      const { options, challenge } = await startSignIn(app, config, clientOf(request));
      cookies.set(reply, challenge);
      return success(options);
    },
  );

  app.post(
    "/signin/passkey",
    {
      onRequest: countRequest,
      config: { signIn: "passkey" },
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
      const client = clientOf(request);
      const challenge = cookies.read(request);
      const { token, stillHolds } = await signInWithPasskey(app, config, request.body, { client, challenge });
      const session = await startSession(app, token, { client, activity: "signed-in-with-passkey", stillHolds });
      const signedIn = await handOverSession(app, { request, reply }, session, { event: "signed in", by: "passkey" });
      cookies.clear(reply);
      return success(signedIn);
    },
  );
};
