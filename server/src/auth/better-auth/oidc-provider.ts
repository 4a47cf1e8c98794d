import { once } from "node:events";
import { type Static, Type } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import { genericOAuth } from "better-auth/plugins";
import type { FastifyBaseLogger } from "fastify";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { serviceUnavailable } from "../../errors.ts";
import { noteUnverifiedEmail } from "./oauth-flow.ts";
import { cleanProfile } from "./oidc-profile.ts";
import { oidcRules } from "./oidc-rules.ts";
import { type Auth, createBetterAuth } from "./plugin.ts";

/** How long anybody waits for the provider, milliseconds. */
export const PROVIDER_LIMIT_MS = 6_000;

/** The OpenID Connect provider to sign in with. */
export type OidcProvider = {
  /** Names its accounts in our table: a subject means something only together with who issued it. */
  issuer: string;
  /** For people. */
  name: string;
  /**
   * Better Auth, knowing the provider; it asks the provider about itself the first time, and again after a failure.
   * @throws ApiError SERVICE_UNAVAILABLE where that does not answer in time
   */
  connect: () => Promise<Auth>;
};

/** Undefined where no provider is configured. Nothing is asked of it before the first `connect`. */
export function createOidcProvider(config: Config, db: Database, log: FastifyBaseLogger): OidcProvider | undefined {
  const { provider } = config;
  if (!provider) return undefined;
  const { issuer, name } = provider;
  let connection: Promise<Auth> | undefined;
  const connect = () => {
    connection ??= createOidcAuth({ ...config, provider }, db, log).catch((error) => {
      connection = undefined;
      throw serviceUnavailable(`${name} isn't responding. Try again in a moment.`, error);
    });
    return connection;
  };
  return { issuer, name, connect };
}

/**
 * A Better Auth of its own: it knows a provider only once it has fetched the provider's document, for which it sets no
 * time limit, and until then none of its calls returns. See docs/decisions/0010.
 */
async function createOidcAuth(
  config: Config & { provider: NonNullable<Config["provider"]> },
  db: Database,
  log: FastifyBaseLogger,
): Promise<Auth> {
  const { issuer, clientId, clientSecret } = config.provider;
  const limit = AbortSignal.timeout(PROVIDER_LIMIT_MS);
  const url = `${issuer}/.well-known/openid-configuration`;
  const document = await discover(issuer, url, limit);
  const plugin = genericOAuth({
    config: [
      {
        providerId: issuer,
        clientId,
        clientSecret,
        redirectURI: `${config.apiUrl}/api/auth/callback/oidc`,
        discoveryUrl: url,
        requireIdTokenVerification: true,
        tokenEndpointAuth: { method: tokenEndpointMethod(document) },
        scopes: ["openid", "email", "profile"],
        pkce: true,
        // without an ID token there is no nonce that ties the answer to this flow, and Better Auth would not mind
        accountSubject: ({ tokens, profile }) => (tokens.idToken && profile.sub) || "",
        mapProfileToUser: (profile) => {
          noteUnverifiedEmail(profile);
          return cleanProfile(profile);
        },
      },
    ],
  });
  const auth = createBetterAuth(config, db, log, [plugin, oidcRules(db, issuer)]);
  const timeUp = once(limit, "abort").then(() => Promise.reject(limit.reason));
  const { socialProviders } = await Promise.race([auth.$context, timeUp]);
  if (!socialProviders.some(({ id }) => id === issuer)) throw new Error("Better Auth cannot use the provider");
  return auth;
}

/** What we need of a provider's own description (OpenID Connect Discovery 1.0, 3). */
const DiscoverySchema = Type.Object({
  issuer: Type.String(),
  authorization_endpoint: Type.String(),
  token_endpoint: Type.String(),
  userinfo_endpoint: Type.Optional(Type.String()),
  jwks_uri: Type.String(),
  id_token_signing_alg_values_supported: Type.Array(Type.String(), { minItems: 1 }),
  token_endpoint_auth_methods_supported: Type.Optional(Type.Array(Type.String())),
});
type Discovery = Static<typeof DiscoverySchema>;

/** Better Auth reads it too, but neither whose it is nor how the client shows its secret. */
async function discover(issuer: string, url: string, signal: AbortSignal): Promise<Discovery> {
  const response = await fetch(url, { signal });
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
  const document: unknown = await response.json();
  if (!Value.Check(DiscoverySchema, document)) throw new Error(`${url} lacks what OpenID Connect Discovery requires`);
  if (document.issuer.replace(/\/$/, "") !== issuer) throw new Error(`${url} is another issuer's`);
  return document;
}

/** HTTP Basic is what a client is registered for unless its provider says otherwise (OpenID Connect Core 1.0, 9). */
function tokenEndpointMethod({ token_endpoint_auth_methods_supported: methods }: Discovery) {
  return !methods || methods.includes("client_secret_basic") ? "client_secret_basic" : "client_secret_post";
}
