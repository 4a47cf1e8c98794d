import { OptionalReauthenticationSchema } from "@cafe-app-ai/shared/account";
import { OAuthFlowSchema } from "@cafe-app-ai/shared/auth";
import { SuccessEnvelopeSchema } from "@cafe-app-ai/shared/envelope";
import type { FastifyPluginAsyncTypebox } from "@fastify/type-provider-typebox";
import { Type } from "@sinclair/typebox";
import { and, eq } from "drizzle-orm";
import type { Config } from "../../config.ts";
import { accounts } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { success } from "../../http/envelope.ts";
import { errorResponses } from "../../http/error-responses.ts";
import { signedInRoute } from "../../http/openapi.ts";
import { recordActivity } from "../activity/record-activity.ts";
import type { OidcProvider } from "../better-auth/oidc-provider.ts";
import { findOidcAccount } from "../better-auth/oidc-rules.ts";
import { queueNotice } from "../mail/notices.ts";
import { removeSignInMethod } from "../owner/remove-sign-in-method.ts";
import { refuseWhenBusy } from "../password/hash.ts";
import { reauthenticate } from "../password/reauthenticate.ts";
import { betterAuthHeaders } from "../sign-up/sign-up.ts";
import { flowBody, SETTINGS_PAGE, startFlow } from "./start-flow.ts";

/** A person's account at the provider, as one more sign-in method. */
export const oidcLinkRoutes: FastifyPluginAsyncTypebox<{ config: Config; provider: OidcProvider }> = async (
  app,
  { config, provider },
) => {
  const { credentialLimits, db, sessions } = app;

  app.post(
    "/oidc",
    {
      onRequest: [refuseWhenBusy, credentialLimits.countRequest],
      schema: {
        ...signedInRoute(
          "linkProvider",
          "account",
          "Connect an account of the provider",
          "The browser goes to `url`, keeping the cookie of this answer. It comes back to the app's `/settings/security`, with `error=…` if nothing was connected.",
        ),
        body: OptionalReauthenticationSchema,
        response: {
          200: SuccessEnvelopeSchema(OAuthFlowSchema),
        },
      },
    },
    async (request, reply) => {
      const { user, session } = request;
      await reauthenticate(app, request, request.body?.password);
      if (await findOidcAccount(db, provider.issuer, user.id)) {
        throw new ApiError("CONFLICT", `A ${provider.name} account is already connected`);
      }
      const auth = await provider.connect();
      const cookieName = auth.options.advanced.cookies.session_token.name;
      const answer = await auth.api.linkSocialAccount({
        body: {
          ...flowBody(config, provider.issuer, { path: SETTINGS_PAGE, errorPath: SETTINGS_PAGE }),
          additionalData: { linkingSession: { id: session.id, token: session.token } },
        },
        headers: betterAuthHeaders(request, { [cookieName]: sessions.signToken(session.token) }),
        returnHeaders: true,
      });
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
          "Disconnect the provider's account",
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
      const { id: userId } = request.user;
      const reauthentication = await reauthenticate(app, request, request.body?.password);
      const unlinked = await removeSignInMethod(db, config, request, reauthentication, async (tx) => {
        const linked = and(eq(accounts.userId, userId), eq(accounts.providerId, provider.issuer));
        const { rowCount } = await tx.delete(accounts).where(linked);
        if (rowCount === 0) return false;
        await recordActivity(tx, request, userId, "provider-unlinked");
        await queueNotice(app, tx, request, request.user, "provider-unlinked");
        return true;
      });
      if (!unlinked) throw new ApiError("NOT_FOUND", `No ${provider.name} account is connected`);
      app.mail.wake();
      request.log.info({ event: "provider unlinked", userId }, "provider unlinked");
      return success({ unlinked: true as const });
    },
  );
};
