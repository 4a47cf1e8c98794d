import { OptionalReauthenticationSchema } from "@cafe-app-ai/shared/auth/common";
import { OAuthFlowSchema } from "@cafe-app-ai/shared/auth/oidc";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@sinclair/typebox";
import type { Config } from "../../config.ts";
import { ApiError } from "../../errors.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { signedInRoute } from "../../http/openapi/openapi.ts";
import { leaveQueueSoon } from "../../limits/overload.ts";
import { callAsOwner } from "../better-auth/call-better-auth.ts";
import type { OidcProvider } from "../better-auth/oidc-provider.ts";
import { findOidcAccount } from "../better-auth/oidc-rules.ts";
import { callerOf } from "../owner/caller.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { reauthenticate } from "../password/reauthenticate.ts";
import { flowBody, SETTINGS_PAGE, startFlow } from "./start-flow.ts";
import { unlinkProvider } from "./unlink-provider.ts";

/** A person's account at the provider, as one more sign-in method. */
export const oidcLinkRoutes: FastifyPluginAsyncTypebox<{ config: Config; provider: OidcProvider }> = async (
  app,
  { config, provider },
) => {
  const { credentialLimits, db } = app;

  app.post(
    "/oidc",
    {
      onRequest: [refuseWhenBusy, credentialLimits.countRequest],
      schema: {
        ...signedInRoute(
          "linkProvider",
          "account",
          "Connect a provider account",
          "Send the browser to `url`, with the cookie that this response sets. It comes back to the app's `/settings/security`, with `error=…` if nothing was connected.",
        ),
        body: OptionalReauthenticationSchema,
        response: {
          200: SuccessEnvelopeSchema(OAuthFlowSchema),
        },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { user, session } = caller;
      await reauthenticate(app, caller, request.body?.password);
      if (await findOidcAccount(db, provider.issuer, user.id)) {
        throw new ApiError("CONFLICT", `A ${provider.name} account is already connected.`);
      }
      leaveQueueSoon(request);
      const auth = await provider.connect();
      const body = {
        ...flowBody(config, provider.issuer, { path: SETTINGS_PAGE, errorPath: SETTINGS_PAGE }),
        additionalData: { linkingSession: { id: session.id, token: session.token } },
      };
      const answer = await callAsOwner({ auth, sessions: app.sessions }, caller, (headers) =>
        auth.api.linkSocialAccount({ body, headers, returnHeaders: true }),
      );
      return success({ url: startFlow(config, answer, reply) });
    },
  );

  app.delete(
    "/oidc",
    {
      onRequest: [refuseWhenBusy, credentialLimits.countRequest],
      schema: {
        ...signedInRoute(
          "unlinkProvider",
          "account",
          "Disconnect the provider account",
          "Refused if it's the only sign-in method.",
        ),
        body: OptionalReauthenticationSchema,
        response: {
          200: SuccessEnvelopeSchema(Type.Object({ unlinked: Type.Literal(true) })),
          ...errorResponses(404),
        },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const reauthentication = await reauthenticate(app, caller, request.body?.password);
      await unlinkProvider(app, config, caller, { provider, reauthentication });
      request.log.info({ event: "provider unlinked", userId: caller.user.id }, "provider unlinked");
      return success({ unlinked: true as const });
    },
  );
};
