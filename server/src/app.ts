import { randomUUID } from "node:crypto";
import type { TypeBoxTypeProvider } from "@fastify/type-provider-typebox";
import Fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import { accountRemovalPlugin } from "./auth/account/account-removal.ts";
import { accountRoutes } from "./auth/account/routes.ts";
import { signInMethodsRoutes } from "./auth/account/sign-in-methods-routes.ts";
import { activityRoutes } from "./auth/activity/routes.ts";
import { createOidcProvider } from "./auth/better-auth/oidc-provider.ts";
import { betterAuthPlugin } from "./auth/better-auth/plugin.ts";
import { emailRoutes } from "./auth/email/routes.ts";
import { emailVerificationRoutes } from "./auth/email/verification-routes.ts";
import { authMails } from "./auth/mail/mails.ts";
import { oidcLinkRoutes } from "./auth/oidc/link-routes.ts";
import { oidcRoutes } from "./auth/oidc/routes.ts";
import { passkeyRoutes } from "./auth/passkeys/routes.ts";
import { passkeySignInRoutes } from "./auth/passkeys/sign-in-routes.ts";
import { passwordRoutes } from "./auth/password/routes.ts";
import { passwordResetRoutes } from "./auth/password-reset/routes.ts";
import { sessionsRoutes } from "./auth/sessions/routes.ts";
import { signInRoutes } from "./auth/sign-in/routes.ts";
import { signUpRoutes } from "./auth/sign-up/routes.ts";
import { twoFactorRoutes } from "./auth/two-factor/routes.ts";
import { twoFactorSignInRoutes } from "./auth/two-factor/sign-in-routes.ts";
import { cafeRoutes } from "./cafe/routes.ts";
import type { Config } from "./config.ts";
import { dashboardRoutes } from "./dashboard/routes.ts";
import { cleanUpPlugin } from "./database/clean-up.ts";
import { databasePlugin } from "./database/plugin.ts";
import { healthRoutes } from "./health/routes.ts";
import { bodyPlugin } from "./http/body.ts";
import { proxyWarningPlugin } from "./http/client/client-ip.ts";
import { answerClientError, envelopePlugin, sendFrameworkError } from "./http/envelope.ts";
import type { ErrorReports } from "./http/error-reports.ts";
import { declareErrorsOf, errorResponsesPlugin } from "./http/error-responses.ts";
import { notFoundPlugin, routeRegistryPlugin } from "./http/not-found.ts";
import { docsPagePlugin, openapiPlugin } from "./http/openapi/openapi.ts";
import { acceptedRequestId } from "./http/request-id.ts";
import { securityPlugin } from "./http/security.ts";
import { serializersPlugin } from "./http/serializers.ts";
import { shutdownPlugin } from "./http/shutdown.ts";
import { validationPlugin } from "./http/validation.ts";
import { whenAnsweredPlugin } from "./http/when-answered.ts";
import { inboxRoutes } from "./inbox/routes.ts";
import { credentialLimitsPlugin } from "./limits/credential-limits.ts";
import { overloadPlugin } from "./limits/overload.ts";
import { loggerOptions, RequestLog } from "./logging.ts";
import { mailPlugin } from "./mail/plugin.ts";
import { mailMode } from "./mail/transport.ts";
import { metricsPlugin } from "./metrics/plugin.ts";
import { bulkRoutes } from "./orders/bulk/routes.ts";
import { orderEventRoutes } from "./orders/events/routes.ts";
import { exportRoutes } from "./orders/export/routes.ts";
import { importRoutes } from "./orders/import/routes.ts";
import { orderListRoutes } from "./orders/list/routes.ts";
import { orderRoutes } from "./orders/order/routes.ts";
import { sampleOrdersRoutes } from "./orders/sample/routes.ts";
import { requireSession, sessionPlugin } from "./session/plugin.ts";
import { type Tracing, tracingPlugin } from "./tracing/tracing.ts";

/** `databaseTimeLimitMs` is how long one request may spend in the database. */
export type AppConfig = Config & {
  databaseUrl: string;
  databaseTimeLimitMs?: number;
  tracing?: Tracing | undefined;
  errorReports?: ErrorReports | undefined;
};

/** The whole server, ready to listen. Closing it closes everything that it opened. */
export async function buildApp(config: AppConfig) {
  const app = Fastify({
    logger: await loggerOptions(config),
    logController: new RequestLog(),
    genReqId: ({ headers }) => acceptedRequestId(headers["x-request-id"]) ?? randomUUID(),
    trustProxy: config.trustProxy,
    bodyLimit: 64 * 1024,
    frameworkErrors: sendFrameworkError(config),
    clientErrorHandler: answerClientError,
    // requests that arrive while closing are still served: a load balancer needs a moment to notice
    return503OnClosing: false,
    // milliseconds; idle connections stay open longer than common proxies' do, and clients that send too slowly or stop reading are cut off
    keepAliveTimeout: 75_000,
    connectionTimeout: 120_000,
    requestTimeout: 30_000,
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 5_000, requireHostHeader: false },
  }).withTypeProvider<TypeBoxTypeProvider>();

  // what every feature builds on
  await app.register(routeRegistryPlugin);
  await app.register(shutdownPlugin);
  await app.register(metricsPlugin);
  if (config.tracing) await app.register(tracingPlugin, { tracing: config.tracing });
  await app.register(envelopePlugin, { errorReports: config.errorReports });
  await app.register(errorResponsesPlugin);
  await app.register(bodyPlugin);
  await app.register(validationPlugin);
  await app.register(serializersPlugin);
  await app.register(proxyWarningPlugin, { config });
  await app.register(securityPlugin, config);
  await app.register(overloadPlugin, { config });
  await app.register(whenAnsweredPlugin);
  await app.register(openapiPlugin, config);
  await app.register(databasePlugin, {
    url: config.databaseUrl,
    poolMax: config.databasePoolMax,
    preparedStatements: config.databasePreparedStatements,
    timeLimitMs: config.databaseTimeLimitMs,
    startStatement: config.tracing?.startStatement,
  });
  await app.register(sessionPlugin, { config });
  await app.register(credentialLimitsPlugin, { config });

  await app.register(betterAuthPlugin, { config });
  await app.register(cleanUpPlugin, { config });
  await app.register(accountRemovalPlugin);
  await app.register(mailPlugin, { config, composers: authMails });
  const provider = createOidcProvider(config, app.db, app.log);

  // public
  await app.register(async (operators) => {
    operators.addHook("onRequest", cacheControl("no-store"));
    await operators.register(healthRoutes, { prefix: "/health", databaseUrl: config.databaseUrl });
  });
  await app.register(async (everybody) => {
    everybody.addHook("onRequest", cacheControl("no-store"));
    declareErrorsOf(everybody, 503);
    await everybody.register(signUpRoutes, { prefix: "/api/auth", config });
    await everybody.register(signInRoutes, { prefix: "/api/auth", config });
    await everybody.register(twoFactorSignInRoutes, { prefix: "/api/auth", config });
    await everybody.register(passkeySignInRoutes, { prefix: "/api/auth", config });
    await everybody.register(passwordResetRoutes, { prefix: "/api/auth", config });
    await everybody.register(emailVerificationRoutes, { prefix: "/api/auth", config });
    if (provider) await everybody.register(oidcRoutes, { prefix: "/api/auth", config, provider });
    if (mailMode(config) === "inbox") await everybody.register(inboxRoutes, { prefix: "/api" });
  });

  // signed in
  await app.register(async (signedIn) => {
    signedIn.addHook("onRequest", cacheControl("no-store"));
    signedIn.addHook("onRequest", requireSession);
    declareErrorsOf(signedIn, 401, 503);
    await signedIn.register(accountRoutes, { prefix: "/api/auth" });
    await signedIn.register(activityRoutes, { prefix: "/api/auth", config });
    await signedIn.register(passwordRoutes, { prefix: "/api/auth", config });
    await signedIn.register(emailRoutes, { prefix: "/api/auth" });
    await signedIn.register(sessionsRoutes, { prefix: "/api/auth" });
    await signedIn.register(signInMethodsRoutes, { prefix: "/api/auth", config });
    if (provider) await signedIn.register(oidcLinkRoutes, { prefix: "/api/auth", config, provider });
    await signedIn.register(twoFactorRoutes, { prefix: "/api/auth" });
    await signedIn.register(passkeyRoutes, { prefix: "/api/auth", config });
  });
  await app.register(async (signedIn) => {
    signedIn.addHook("onRequest", cacheControl("private, no-cache"));
    signedIn.addHook("onRequest", requireSession);
    declareErrorsOf(signedIn, 401, 503);
    await signedIn.register(dashboardRoutes, { prefix: "/api/dashboard" });
    await signedIn.register(orderListRoutes, { prefix: "/api/orders", config });
    await signedIn.register(orderRoutes, { prefix: "/api/orders" });
    await signedIn.register(bulkRoutes, { prefix: "/api/orders" });
    await signedIn.register(importRoutes, { prefix: "/api/orders" });
    await signedIn.register(exportRoutes, { prefix: "/api/orders" });
    await signedIn.register(sampleOrdersRoutes, { prefix: "/api/orders" });
    await signedIn.register(orderEventRoutes, {
      prefix: "/api/orders",
      url: config.databaseMigrateUrl ?? config.databaseUrl,
    });
    await signedIn.register(cafeRoutes, { prefix: "/api/settings" });
  });

  await app.register(docsPagePlugin);
  await app.register(notFoundPlugin);
  return app;
}

const cacheControl = (value: string) => async (_request: FastifyRequest, reply: FastifyReply) => {
  reply.header("cache-control", value);
};
