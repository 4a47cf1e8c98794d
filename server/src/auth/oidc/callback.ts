import { and, eq } from "drizzle-orm";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "../../config.ts";
import { sessions, users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { signIns } from "../../metrics/registry.ts";
import { verifySessionToken } from "../../session/signed-value.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { type OidcProvider, PROVIDER_LIMIT_MS } from "../better-auth/oidc-provider.ts";
import { findOidcAccount, type OAuthFlow, runOAuthFlow } from "../better-auth/oidc-rules.ts";
import { CHALLENGE_SECONDS, oauthStateCookie, twoFactorCookie } from "../better-auth/plugin.ts";
import { queueNotice, sendVerification } from "../mail/notices.ts";
import { ipSender } from "../mail/senders.ts";
import { startSession } from "../sessions/start-session.ts";
import { betterAuthHeaders, readSetCookie } from "../sign-up/sign-up.ts";
import { createChallenge } from "../two-factor/challenge.ts";
import { type OidcError, toOidcError } from "./errors.ts";
import { SETTINGS_PAGE, SIGN_IN_PAGE } from "./start-flow.ts";

/** Where in the app an OAuth flow ends, and what went wrong, if anything did. */
export type Arrival = { path: string; error?: OidcError };

type Context = { app: FastifyInstance; config: Config; request: FastifyRequest; reply: FastifyReply };

/**
 * Finishes the OAuth flow of whoever the provider has sent back: signs them in by the rules of every sign-in, or links the
 * provider's account to theirs.
 * @throws ApiError SERVICE_UNAVAILABLE where the provider does not answer, and whatever the database says
 */
export async function finishFlow(provider: OidcProvider, context: Context): Promise<Arrival> {
  const { app, config, request } = context;
  const auth = await provider.connect();
  const { name } = oauthStateCookie(config);
  const state = request.cookies[name];
  const { answer, flow } = await runOAuthFlow(PROVIDER_LIMIT_MS, () =>
    auth.api.callbackOAuth({
      method: "GET",
      params: { id: provider.issuer },
      query: request.query as Record<string, string>,
      headers: betterAuthHeaders(request, state === undefined ? {} : { [name]: state }),
      asResponse: true,
    }),
  );

  const { pathname, search, hash, searchParams } = new URL(answer.headers.get("location") ?? "", config.apiUrl);
  const token = issuedToken(answer.headers, auth.options.advanced.cookies.session_token.name, config);
  if (token) return admit(provider, context, token, pathname + search + hash, flow);
  const linking = pathname === SETTINGS_PAGE;
  if (linking && flow.userId && (flow.linked || !searchParams.has("error"))) return announceLink(context, flow.userId);
  const error = toOidcError(searchParams.get("error"), linking);
  if (error === "account_exists" && config.emailVerificationRequired && flow.unverifiedEmail) {
    // as for a new email: who cannot prove it may not learn that it has an account
    const data = { sender: ipSender(request) };
    await app.mail.send({ kind: "sign-up", recipient: flow.unverifiedEmail, data, requestId: request.id });
    return { path: SIGN_IN_PAGE, error: "EMAIL_NOT_VERIFIED" };
  }
  return { path: linking ? SETTINGS_PAGE : SIGN_IN_PAGE, error };
}

/** The token of the session that Better Auth has just made; null where it has refused, or linked. */
function issuedToken(headers: Headers, cookieName: string, { authSecrets }: Pick<Config, "authSecrets">) {
  const issued = headers.getSetCookie().some((line) => line.startsWith(`${cookieName}=`));
  return issued ? verifySessionToken(readSetCookie(headers, cookieName), authSecrets) : null;
}

/** What a right password would lead to: a session, a two-factor code, or the mail that confirms the email. */
async function admit(
  provider: OidcProvider,
  context: Context,
  token: string,
  path: string,
  flow: OAuthFlow,
): Promise<Arrival> {
  const { app, config, request, reply } = context;
  const { user } = await app.sessions.open(token);
  if (flow.action === "link-account") await announceLink(context, user.id);

  const unverified = config.emailVerificationRequired && !user.emailVerified;
  if (unverified || (flow.action === "create-user" && !user.emailVerified)) {
    await tellAfterwards(request, () => sendVerification(app, request, user.email));
  }
  if (unverified) {
    await app.sessions.end(token);
    return { path: SIGN_IN_PAGE, error: "EMAIL_NOT_VERIFIED" };
  }

  if (await hasTwoFactor(app, user.id)) {
    await app.sessions.end(token);
    const { name, options } = twoFactorCookie(config);
    const challenge = await createChallenge(app.auth, config, user.id);
    reply.setCookie(name, challenge, { ...options, maxAge: CHALLENGE_SECONDS });
    signIns.inc({ method: "provider", result: "two-factor required" });
    request.log.info({ event: "two-factor code requested" }, "two-factor code requested");
    return { path: `${SIGN_IN_PAGE}/two-factor?${new URLSearchParams({ next: path })}` };
  }

  // its strict cookie may not have come along from the provider's site
  if (flow.replacedSession) await app.db.delete(sessions).where(eq(sessions.id, flow.replacedSession));
  const isNew = flow.action === "create-user";
  const event = isNew ? "signed up" : "signed in";
  const stillHolds = async (tx: Transaction) => Boolean(await findOidcAccount(tx, provider.issuer, user.id));
  const check = { stillHolds, activity: isNew ? "signed-up" : "signed-in-with-provider" } as const;
  await startSession(app, event, token, request, reply, { by: "provider", check });
  signIns.inc({ method: "provider", result: "signed in" });
  return { path };
}

/** Tells the owner of a link that has just been made. */
async function announceLink({ app, request }: Context, userId: string): Promise<Arrival> {
  await tellAfterwards(request, () =>
    app.db.transaction(async (tx) => {
      const [user] = await tx.select().from(users).where(eq(users.id, userId));
      if (!user) return;
      await recordActivity(tx, request, userId, "provider-linked");
      await queueNotice(app, tx, request, user, "provider-linked");
    }),
  );
  app.mail.wake();
  request.log.info({ event: "provider linked", userId }, "provider linked");
  return { path: SETTINGS_PAGE };
}

/** Better Auth has committed what the mail is about: without the mail, the flow goes on, and the log says so. */
async function tellAfterwards(request: FastifyRequest, queue: () => Promise<void>): Promise<void> {
  await queue().catch((error) => request.log.error({ err: error }, "a mail could not be queued"));
}

async function hasTwoFactor({ db }: Pick<FastifyInstance, "db">, userId: string): Promise<boolean> {
  return (await db.$count(users, and(eq(users.id, userId), eq(users.twoFactorEnabled, true)))) > 0;
}
