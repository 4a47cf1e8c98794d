import { OAuthFlowSchema, OidcSignInSchema } from "@cafe-app-ai/shared/auth/oidc";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import type { Config } from "../../config.ts";
import { isDatabaseUnavailable } from "../../database/errors.ts";
import { ApiError } from "../../errors.ts";
import { clientOf } from "../../http/client/client.ts";
import { success } from "../../http/envelope.ts";
import { publicRoute } from "../../http/openapi/openapi.ts";
import { leaveQueueSoon } from "../../limits/overload.ts";
import { signIns } from "../../metrics/registry.ts";
import { callBetterAuth } from "../better-auth/call-better-auth.ts";
import { oauthStateCookie } from "../better-auth/cookies.ts";
import { betterAuthHeaders } from "../better-auth/headers.ts";
import type { OidcProvider } from "../better-auth/oidc-provider.ts";
import { handOverSession } from "../sessions/hand-over-session.ts";
import { setTwoFactorCookie } from "../two-factor/hand-over-challenge.ts";
import type { OidcError } from "./errors.ts";
import { type Arrival, finishFlow } from "./finish-flow.ts";
import { appPath, flowBody, SIGN_IN_PAGE, startFlow } from "./start-flow.ts";

/** Sign-in with the OpenID Connect provider. */
export const oidcRoutes: FastifyPluginAsyncTypebox<{ config: Config; provider: OidcProvider }> = async (
  app,
  { config, provider },
) => {
  const { credentialLimits, sessions } = app;
  const state = oauthStateCookie(config);

  app.post(
    "/signin/oidc",
    {
      onRequest: credentialLimits.countRequest,
      schema: {
        ...publicRoute(
          "signInWithProvider",
          "auth",
          "Start a provider sign-in",
          "Send the browser to `url`, with the cookie that this response sets. The provider sends it to `GET /api/auth/callback/oidc`, which redirects to the app: to `next`, to `/sign-in/two-factor`, or to `/sign-in?error=…`.",
        ),
        body: OidcSignInSchema,
        response: {
          200: SuccessEnvelopeSchema(OAuthFlowSchema),
        },
      },
    },
    async (request, reply) => {
      leaveQueueSoon(request);
      const auth = await provider.connect();
      const paths = { path: appPath(request.body?.next), errorPath: SIGN_IN_PAGE };
      const replaced = await sessions.find(request, reply);
      const body = { ...flowBody(config, provider.issuer, paths), additionalData: { replacedSession: replaced?.id } };
      const headers = betterAuthHeaders(clientOf(request));
      const answer = await callBetterAuth(() => auth.api.signInSocial({ body, headers, returnHeaders: true }));
      return success({ url: startFlow(config, answer, reply) });
    },
  );

  // not counted: the start of the flow was, and without its state this only does one look-up
  app.get("/callback/oidc", { exposeHeadRoute: false, schema: { hide: true } }, async (request, reply) => {
    leaveQueueSoon(request);
    const returned = {
      query: request.query as Record<string, string>,
      state: request.cookies[state.name],
      client: clientOf(request),
    };
    const arrival = await finishFlow(app, config, provider, returned).catch((thrown): Arrival => {
      const error = toArrivalError(thrown);
      request.log[error === "provider_failed" ? "error" : "warn"]({ err: thrown }, "provider sign-in failed");
      return { path: SIGN_IN_PAGE, error };
    });
    const { path, error, session, challenge } = arrival;
    const refused = error !== undefined && path === SIGN_IN_PAGE;
    if (refused) signIns.inc({ method: "provider", result: "refused" });
    if (session) {
      const event = session.isNew ? "signed up" : "signed in";
      await handOverSession(app, { request, reply }, session.active, { event, by: "provider" });
      signIns.inc({ method: "provider", result: "signed in" });
    }
    if (challenge !== undefined) {
      setTwoFactorCookie(config, { request, reply }, challenge);
      signIns.inc({ method: "provider", result: "two-factor required" });
    }
    if (error) request.log.info({ event: "refused", code: error, ip: request.ip }, "provider sign-in refused");
    // it may belong to a flow that hasn't finished
    if (error !== "state") reply.clearCookie(state.name, state.options);
    const [origin = ""] = config.clientOrigins;
    return reply.redirect(`${origin}${path}${error ? `?error=${error}` : ""}`);
  });
};

/** A person's browser is waiting: whatever was thrown, the app's page has to say something. */
function toArrivalError(thrown: unknown): OidcError {
  if (thrown instanceof ApiError && thrown.code === "SERVICE_UNAVAILABLE") return "provider_unavailable";
  return isDatabaseUnavailable(thrown) ? "unavailable" : "provider_failed";
}
