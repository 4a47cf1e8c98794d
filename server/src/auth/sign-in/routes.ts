import { SessionSchema, SignedInSchema } from "@cafe-app-ai/shared/auth/sessions";
import { AuthConfigSchema, SignedOutSchema, SignInSchema, SignOutSchema } from "@cafe-app-ai/shared/auth/sign-in";
import { TwoFactorRequiredSchema } from "@cafe-app-ai/shared/auth/two-factor";
import { Nullable } from "@cafe-app-ai/shared/common";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { clientOf } from "../../http/client/client.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { optionallySignedInRoute, publicRoute } from "../../http/openapi/openapi.ts";
import { mailMode } from "../../mail/transport.ts";
import { refuseOtherUser } from "../../session/plugin.ts";
import { verifySignedValue } from "../../session/signed-value.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { signOut } from "../sessions/end-sessions.ts";
import { handOverSession } from "../sessions/hand-over-session.ts";
import { handOverChallenge } from "../two-factor/hand-over-challenge.ts";
import { passwordSignIn } from "./sign-in-with-password.ts";

/** Sign-in, sign-out, who is signed in, and what the sign-in page has to know. */
export const signInRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { credentialLimits, sessions } = app;
  const signIn = passwordSignIn(app, config);

  app.post(
    "/signin",
    {
      config: { signIn: "password" },
      onRequest: [refuseWhenBusy, credentialLimits.refuseLimited],
      errorHandler: credentialLimits.countUnreadable,
      schema: {
        ...publicRoute("signIn", "auth", "Sign in"),
        body: SignInSchema,
        response: {
          200: SuccessEnvelopeSchema(SignedInSchema),
          202: {
            ...SuccessEnvelopeSchema(TwoFactorRequiredSchema),
            description: "Two-factor authentication is required",
          },
          ...errorResponses(401),
        },
      },
    },
    async (request, reply) => {
      const outcome = await signIn(request.body, clientOf(request));
      const exchange = { request, reply };
      if ("challenge" in outcome) {
        return reply.code(202).send(success(handOverChallenge(config, exchange, outcome.challenge)));
      }
      const { session, crowded } = outcome;
      return success(await handOverSession(app, exchange, session, { event: "signed in", crowded }));
    },
  );

  app.post(
    "/signout",
    {
      schema: {
        ...optionallySignedInRoute(
          "signOut",
          "auth",
          "Sign out",
          "Ends the session named in the body, or else the request's own.",
        ),
        body: SignOutSchema,
        response: { 200: SuccessEnvelopeSchema(SignedOutSchema) },
      },
    },
    async (request, reply) => {
      const named = request.body?.sessionToken;
      if (named === undefined && request.headers["x-user-id"] !== undefined) {
        const session = await sessions.find(request, reply);
        if (session) refuseOtherUser(request, session.user);
      }
      const token =
        named === undefined ? sessions.presentedToken(request) : verifySignedValue(named, config.authSecrets);
      if (token) {
        await signOut(app.db, token, clientOf(request));
        request.log.info({ event: "signed out" }, "signed out");
      }
      sessions.clearCookie(reply);
      return success({ signedOut: true as const });
    },
  );

  app.get(
    "/config",
    {
      schema: {
        ...publicRoute("getAuthConfig", "auth", "Get the sign-in options"),
        response: { 200: SuccessEnvelopeSchema(AuthConfigSchema) },
      },
    },
    async () =>
      success({
        passwordMinLength: config.passwordMinLength,
        emailVerification: config.emailVerificationRequired ? ("required" as const) : ("optional" as const),
        mail: mailMode(config),
        provider: config.provider ? { name: config.provider.name } : null,
      }),
  );

  app.get(
    "/session",
    {
      schema: {
        ...optionallySignedInRoute("getSession", "auth", "Get the current session", "`data` is null if there is none."),
        response: { 200: SuccessEnvelopeSchema(Nullable(SessionSchema)) },
      },
    },
    async (request, reply) => {
      const session = await sessions.find(request, reply);
      return success(session && { user: session.user, expiresAt: session.expiresAt.toISOString() });
    },
  );
};
