import { SignedInSchema } from "@cafe-app-ai/shared/auth/sessions";
import { TwoFactorSchema } from "@cafe-app-ai/shared/auth/two-factor";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { clientOf } from "../../http/client/client.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { publicRoute } from "../../http/openapi/openapi.ts";
import { keepInCookie } from "../../session/cookie.ts";
import { CHALLENGE_SECONDS, twoFactorCookie } from "../better-auth/cookies.ts";
import { handOverSession } from "../sessions/hand-over-session.ts";
import { startSession } from "../sessions/start-session.ts";
import { answerChallenge } from "./answer-challenge.ts";

/** The second step of a sign-in, for everybody. */
export const twoFactorSignInRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const cookies = keepInCookie(twoFactorCookie(config), CHALLENGE_SECONDS);

  app.post(
    "/signin/two-factor",
    {
      onRequest: app.credentialLimits.countRequest,
      config: { signIn: "two-factor" },
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
      const { code, challenge = cookies.read(request) } = request.body;
      const client = clientOf(request);
      const { token, byRecoveryCode, stillHolds } = await answerChallenge(app, config, { challenge, code }, client);
      const by = byRecoveryCode ? "recovery code" : "two-factor";
      const activity = byRecoveryCode ? "signed-in-with-recovery-code" : "signed-in-with-code";
      const session = await startSession(app, token, { client, activity, stillHolds });
      const signedIn = await handOverSession(app, { request, reply }, session, { event: "signed in", by });
      cookies.clear(reply);
      return success(signedIn);
    },
  );
};
