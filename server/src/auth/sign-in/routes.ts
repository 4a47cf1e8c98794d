import { setTimeout as sleep } from "node:timers/promises";
import {
  AuthConfigSchema,
  SessionSchema,
  SignedInSchema,
  SignedOutSchema,
  SignInSchema,
  SignOutSchema,
  signUpSchema,
  TwoFactorRequiredSchema,
  VerificationPendingSchema,
} from "@cafe-app-ai/shared/auth";
import { Nullable } from "@cafe-app-ai/shared/common";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { publicRoute, signedInRoute } from "../../http/openapi.ts";
import { mailMode } from "../../mail/transport.ts";
import { refuseOtherUser } from "../../session/plugin.ts";
import { verifySessionToken } from "../../session/signed-value.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { refuseWeakPassword } from "../password/refuse-weak-password.ts";
import { admit, signOut, startSession } from "../sessions/start-session.ts";
import { signUp } from "../sign-up/sign-up.ts";
import { askForTwoFactorCode } from "../two-factor/answer-challenge.ts";
import { passwordSignIn } from "./sign-in-with-password.ts";

/**
 * How long a sign-up takes where its answer must not tell a new email from a known one, milliseconds: longer than
 * making an account does.
 */
const SIGN_UP_TIME_MS = 250;

/** Sign-up, sign-in, sign-out and the session. Every answer is for its caller alone. */
export const authRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { credentialLimits, sessions } = app;
  const signIn = passwordSignIn(app, config);

  app.post(
    "/signup",
    {
      onRequest: [refuseWhenBusy, credentialLimits.countRequest],
      schema: {
        ...publicRoute("signUp", "auth", "Sign up"),
        body: signUpSchema(config.passwordMinLength),
        response: {
          201: SuccessEnvelopeSchema(SignedInSchema),
          202: { ...SuccessEnvelopeSchema(VerificationPendingSchema), description: "Confirm the email first" },
          ...errorResponses(409),
        },
      },
    },
    async (request, reply) => {
      await refuseWeakPassword(request.body.password, request.body.email);
      const alike = config.emailVerificationRequired ? sleep(SIGN_UP_TIME_MS) : undefined;
      const token = await signUp(app, request.body, request);
      await alike;
      if (token === null) {
        return reply.code(202).send(success({ user: null, sessionToken: null, expiresAt: null }));
      }
      return reply.code(201).send(success(await startSession(app, "signed up", token, request, reply)));
    },
  );

  app.post(
    "/signin",
    {
      config: { signIn: "password" },
      onRequest: [refuseWhenBusy, credentialLimits.refuseLimited],
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
      const outcome = await signIn(request.body, request);
      if ("session" in outcome) return success(await admit(app, "signed in", outcome, request, reply));
      return reply.code(202).send(success(askForTwoFactorCode(config, outcome.challenge, request, reply)));
    },
  );

  app.post(
    "/signout",
    {
      schema: {
        ...signedInRoute(
          "signOut",
          "auth",
          "Sign out",
          "Ends the session named in the body, else the one the request carries.",
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
        named === undefined ? sessions.presentedToken(request) : verifySessionToken(named, config.authSecrets);
      if (token) {
        await signOut(app.db, token, request);
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
        ...publicRoute("getAuthConfig", "auth", "What this deployment's sign-in offers"),
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
        ...signedInRoute("getSession", "auth", "Who is signed in", "`data` is null when nobody is."),
        response: { 200: SuccessEnvelopeSchema(Nullable(SessionSchema)) },
      },
    },
    async (request, reply) => {
      const session = await sessions.find(request, reply);
      return success(session && { user: session.user, expiresAt: session.expiresAt.toISOString() });
    },
  );
};
