import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { FastifyReply, FastifyRequest } from "fastify";
import {
  SessionSchema,
  type SignedIn,
  SignedInSchema,
  SignedOutSchema,
  SignInSchema,
  SignOutSchema,
  signUpSchema,
  VerificationPendingSchema,
} from "shared/auth";
import { Nullable } from "shared/common";
import { SuccessEnvelopeSchema } from "shared/envelope";
import type { Config } from "../config.ts";
import { success } from "../plugins/envelope.ts";
import { errorResponses, publicRoute, signedInRoute } from "../plugins/openapi.ts";
import { verifySessionToken } from "../plugins/session-token.ts";
import { createBetterAuth } from "./better-auth.ts";
import { betterAuthHeaders, signIn, signUp } from "./credentials.ts";
import { refuseWeakPassword } from "./weak-password.ts";

/** Sign-up, sign-in, sign-out and the session. Every answer is for its caller alone. */
export const authRoutes: FastifyPluginAsyncTypebox<{ config: Config }> = async (app, { config }) => {
  const { credentialLimits, db, sessions } = app;
  const auth = createBetterAuth(config, db, app.log);

  app.addHook("onRequest", async (_request, reply) => {
    reply.header("cache-control", "no-store");
  });

  app.post(
    "/signup",
    {
      onRequest: credentialLimits.countRequest,
      schema: {
        ...publicRoute("auth", "Sign up"),
        body: signUpSchema(config.passwordMinLength),
        response: {
          201: SuccessEnvelopeSchema(SignedInSchema),
          202: { ...SuccessEnvelopeSchema(VerificationPendingSchema), description: "Confirm the address first" },
          ...errorResponses(400, 403, 409, 413, 415, 429, 503),
        },
      },
    },
    async (request, reply) => {
      await refuseWeakPassword(request.body.password, request.body.email);
      const token = await signUp({ auth, db }, request.body, betterAuthHeaders(request));
      if (token === null) {
        return reply.code(202).send(success({ user: null, sessionToken: null, expiresAt: null }));
      }
      return reply.code(201).send(success(await startSession("signed up", token, request, reply)));
    },
  );

  app.post(
    "/signin",
    {
      onRequest: credentialLimits.countRequest,
      schema: {
        ...publicRoute("auth", "Sign in"),
        body: SignInSchema,
        response: {
          200: SuccessEnvelopeSchema(SignedInSchema),
          ...errorResponses(400, 401, 403, 413, 415, 429, 503),
        },
      },
    },
    async (request, reply) => {
      const { body } = request;
      const token = await credentialLimits.attempt(body.email, () => signIn(auth, body, betterAuthHeaders(request)));
      return success(await startSession("signed in", token, request, reply));
    },
  );

  app.post(
    "/signout",
    {
      schema: {
        ...signedInRoute("auth", "Sign out", "Ends the session named in the body, else the one the request carries."),
        body: SignOutSchema,
        response: { 200: SuccessEnvelopeSchema(SignedOutSchema), ...errorResponses(400, 403, 413, 415, 503) },
      },
    },
    async (request, reply) => {
      const named = request.body?.sessionToken;
      const token =
        named === undefined ? sessions.presentedToken(request) : verifySessionToken(named, config.authSecrets);
      if (token) {
        await sessions.end(token);
        request.log.info({ event: "signed out" }, "signed out");
      }
      sessions.clearCookie(reply);
      return success({ signedOut: true as const });
    },
  );

  app.get(
    "/session",
    {
      schema: {
        ...signedInRoute("auth", "Who is signed in", "`data` is null when nobody is."),
        response: { 200: SuccessEnvelopeSchema(Nullable(SessionSchema)), ...errorResponses(503) },
      },
    },
    async (request, reply) => {
      const session = await sessions.find(request, reply);
      return success(session && { user: session.user, expiresAt: session.expiresAt.toISOString() });
    },
  );

  /** The new session takes the place of the one that the request carried. */
  async function startSession(
    event: string,
    token: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<SignedIn> {
    const session = await sessions.open(token);
    const replaced = sessions.presentedToken(request);
    if (replaced) await sessions.end(replaced);
    sessions.setCookie(reply, token, session.expiresAt);
    request.log.info({ event, userId: session.user.id }, event);
    return {
      user: session.user,
      // a page has the cookie: script never holds the token
      sessionToken: request.headers.origin === undefined ? sessions.credential(token) : null,
      expiresAt: session.expiresAt.toISOString(),
    };
  }
};
