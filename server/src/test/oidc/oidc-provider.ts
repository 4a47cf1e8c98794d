import { generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { type Configuration, type JWK, Provider } from "oidc-provider";
import { OidcAdapter } from "./oidc-adapter.ts";

/** Somebody with an account at the provider. One signs in with the email; the rest are claims. */
export type OidcAccount = { sub: string; email: string; email_verified: boolean; name?: string; picture?: string };

const CLIENT = { id: "cafe", secret: "only-for-tests-only-for-tests" };
const SECONDS = { AccessToken: 60, AuthorizationCode: 60, IdToken: 60, Grant: 600, Interaction: 600, Session: 600 };

type Options = {
  /** Any free one, if not given. */
  port?: number;
  redirectUris: string[];
  /** May be added to and changed while it runs. */
  accounts: OidcAccount[];
  /** Providers differ: whether the claims are in the ID token or to be asked for, and how the client shows its secret. */
  claimsIn?: "id token" | "userinfo";
  /** As none should be: it sends no ID token at all. */
  withoutIdToken?: boolean;
  secretIn?: "header" | "body";
};

/**
 * A real OpenID Connect provider on 127.0.0.1, which wants PKCE. Its page asks for the email of one of the accounts,
 * and nothing else; consent is taken for granted.
 */
export async function startOidcProvider(options: Options) {
  const { port = 0, accounts } = options;
  const held = new Map<string, { promise: Promise<void>; waiting: ServerResponse[] }>();
  const server = createServer(async (request, response) => {
    const { url = "" } = request;
    for (const [path, { promise, waiting }] of held) {
      if (!url.startsWith(path)) continue;
      waiting.push(response);
      await promise;
    }
    if (url.startsWith(INTERACTION)) await answerInteraction(provider, accounts, request, response);
    else handle(request, response);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configuration(options));
  if (options.secretIn === "body") provider.use(refuseHeader);
  if (options.withoutIdToken) provider.use(dropIdToken);
  const handle = provider.callback();

  return {
    issuer,
    accounts,
    /** The app's settings for it. */
    settings: {
      OIDC_ISSUER: issuer,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: "Harbour",
    },
    /** Lets requests to a path wait. @returns what lets them go on, and resolves when they are answered */
    hold: (path: string) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      const waiting: ServerResponse[] = [];
      held.set(path, { promise, waiting });
      return async () => {
        held.delete(path);
        const answers = waiting.filter(({ closed }) => !closed).map((response) => once(response, "close"));
        resolve();
        await Promise.all(answers);
      };
    },
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function configuration({ redirectUris, accounts, claimsIn, secretIn }: Options): Configuration {
  const secretMethod = secretIn === "body" ? "client_secret_post" : "client_secret_basic";
  return {
    adapter: OidcAdapter,
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: redirectUris,
        token_endpoint_auth_method: secretMethod,
        id_token_signed_response_alg: "ES256",
      },
    ],
    jwks: { keys: [signingKey()] },
    cookies: { keys: ["only-for-tests"] },
    clientAuthMethods: [secretMethod],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "picture"] },
    conformIdTokenClaims: claimsIn === "userinfo",
    ttl: SECONDS,
    findAccount: (_context, sub) => {
      const account = accounts.find((each) => each.sub === sub);
      return account && { accountId: sub, claims: () => account };
    },
    interactions: { url: (_context, { uid }) => `${INTERACTION}${uid}` },
    // whoever signs in agrees
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId, accountId: oidc.session?.accountId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  };
}

async function dropIdToken(context: { body: unknown }, next: () => Promise<unknown>) {
  await next();
  if (typeof context.body === "object" && context.body && "id_token" in context.body) delete context.body.id_token;
}

/** It takes a secret in either place by itself, whatever the client is registered for. */
async function refuseHeader(context: { path: string; headers: object; status: number }, next: () => Promise<unknown>) {
  if (context.path === "/token" && "authorization" in context.headers) context.status = 401;
  else await next();
}

function signingKey(): JWK {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { ...privateKey.export({ format: "jwk" }), alg: "ES256", use: "sig", kid: "test" };
}

const INTERACTION = "/interaction/";

async function answerInteraction(
  provider: Provider,
  accounts: OidcAccount[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = new URLSearchParams(request.method === "POST" ? await text(request) : "");
  if (form.has("cancel")) {
    const refusal = { error: "access_denied", error_description: "The person said no" };
    return provider.interactionFinished(request, response, refusal);
  }
  const account = accounts.find(({ email }) => email === form.get("email"));
  if (account) return provider.interactionFinished(request, response, { login: { accountId: account.sub } });
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(SIGN_IN_PAGE);
}

const SIGN_IN_PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Harbour</title>
<link rel="icon" href="data:,">
<h1>Sign in to Harbour</h1>
<form method="post">
  <label>Email <input name="email" autofocus></label>
  <button>Sign in</button>
  <button name="cancel" value="yes">Cancel</button>
</form>
</html>`;
