import { eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Config } from "../../config.ts";
import { sessions, users } from "../../database/schema.ts";
import type { Client } from "../../http/client/client.ts";
import type { ActiveSession } from "../../session/sessions.ts";
import { verifySignedValue } from "../../session/signed-value.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { oauthStateCookie } from "../better-auth/cookies.ts";
import { betterAuthHeaders, readSetCookie } from "../better-auth/headers.ts";
import { runOAuthFlow } from "../better-auth/oauth-flow.ts";
import { type OidcProvider, PROVIDER_LIMIT_MS } from "../better-auth/oidc-provider.ts";
import { findOidcAccount } from "../better-auth/oidc-rules.ts";
import { queueNotice, sendVerification } from "../mail/notices.ts";
import { ipSender } from "../mail/senders.ts";
import { startSession } from "../sessions/start-session.ts";
import { createChallenge } from "../two-factor/challenge.ts";
import { classifyOutcome, type OAuthOutcome } from "./classify-outcome.ts";
import type { OidcError } from "./errors.ts";
import { SETTINGS_PAGE, SIGN_IN_PAGE } from "./start-flow.ts";

/** Where in the app an OAuth flow ends, and what goes there: a session, a challenge for a code, or an error. */
export type Arrival = {
  path: string;
  error?: OidcError;
  session?: { active: ActiveSession; isNew: boolean };
  challenge?: string;
};

type Returned = { query: Record<string, string>; state: string | undefined; client: Client };
type Context = { app: FastifyInstance; config: Config; provider: OidcProvider; client: Client };

/**
 * Finishes the OAuth flow of a person whom the provider sent back: signs them in like any other sign-in, or links the
 * provider's account to theirs.
 * @throws ApiError SERVICE_UNAVAILABLE where the provider does not answer, and whatever the database says
 */
export async function finishFlow(
  app: FastifyInstance,
  config: Config,
  provider: OidcProvider,
  returned: Returned,
): Promise<Arrival> {
  const context = { app, config, provider, client: returned.client };
  const outcome = await askBetterAuth(context, returned);
  switch (outcome.kind) {
    case "session":
      return admit(context, outcome);
    case "linked":
      await announceLink(context, outcome.userId);
      return { path: SETTINGS_PAGE };
    case "unverified":
      if (!config.emailVerificationRequired) {
        return { path: outcome.linking ? SETTINGS_PAGE : SIGN_IN_PAGE, error: "account_exists" };
      }
      await sendSignUpMail(context, outcome.email);
      return { path: SIGN_IN_PAGE, error: "EMAIL_NOT_VERIFIED" };
    case "refused":
      return { path: outcome.linking ? SETTINGS_PAGE : SIGN_IN_PAGE, error: outcome.error };
  }
}

async function askBetterAuth({ config, provider }: Context, { query, state, client }: Returned): Promise<OAuthOutcome> {
  const auth = await provider.connect();
  const headers = betterAuthHeaders(client, state === undefined ? {} : { [oauthStateCookie(config).name]: state });
  const { answer, flow } = await runOAuthFlow(PROVIDER_LIMIT_MS, () =>
    auth.api.callbackOAuth({ method: "GET", params: { id: provider.issuer }, query, headers, asResponse: true }),
  );
  const location = new URL(answer.headers.get("location") ?? "", config.apiUrl);
  const cookieName = auth.options.advanced.cookies.session_token.name;
  return classifyOutcome(location, issuedToken(answer.headers, cookieName, config), flow);
}

/** The token of the session that Better Auth has just made; null where it has refused, or linked. */
function issuedToken(headers: Headers, cookieName: string, { authSecrets }: Pick<Config, "authSecrets">) {
  const issued = headers.getSetCookie().some((line) => line.startsWith(`${cookieName}=`));
  return issued ? verifySignedValue(readSetCookie(headers, cookieName), authSecrets) : null;
}

type SessionOutcome = Extract<OAuthOutcome, { kind: "session" }>;

/** What a right password would lead to: a session, a two-factor code, or the mail that confirms the email. */
async function admit(context: Context, outcome: SessionOutcome): Promise<Arrival> {
  const { app, config, provider, client } = context;
  const { token, path, isNew, linked, replacedSession } = outcome;
  const { user } = await app.sessions.open(token);
  if (linked) await announceLink(context, user.id);

  const unverified = config.emailVerificationRequired && !user.emailVerified;
  if (unverified || (isNew && !user.emailVerified)) {
    await tellAfterwards(context, () => sendVerification(app, client, user.email));
  }
  if (unverified) {
    await app.sessions.end(token);
    return { path: SIGN_IN_PAGE, error: "EMAIL_NOT_VERIFIED" };
  }

  if (await hasTwoFactor(app, user.id)) {
    await app.sessions.end(token);
    const challenge = await createChallenge(app.auth, config, user.id);
    return { path: `${SIGN_IN_PAGE}/two-factor?${new URLSearchParams({ next: path })}`, challenge };
  }

  // a strict cookie isn't sent with a redirect from the provider's site
  if (replacedSession) await app.db.delete(sessions).where(eq(sessions.id, replacedSession));
  const active = await startSession(app, token, {
    client,
    activity: isNew ? "signed-up" : "signed-in-with-provider",
    stillHolds: async (tx) => Boolean(await findOidcAccount(tx, provider.issuer, user.id)),
  });
  return { path, session: { active, isNew } };
}

/** As for a new email: whoever can't confirm it may not learn that it has an account. */
async function sendSignUpMail({ app, client }: Context, recipient: string): Promise<void> {
  const { ip, requestId } = client;
  await app.mail.send({ kind: "sign-up", recipient, data: { sender: ipSender(ip) }, requestId });
}

/** Tells the owner of a link that has just been made. */
async function announceLink(context: Context, userId: string): Promise<void> {
  const { app, client } = context;
  await tellAfterwards(context, () =>
    app.db.transaction(async (tx) => {
      const [user] = await tx.select().from(users).where(eq(users.id, userId));
      if (!user) return;
      await recordActivity(tx, client, userId, "provider-linked");
      await queueNotice(app, tx, client, user, "provider-linked");
    }),
  );
  app.mail.wake();
  app.log.info({ event: "provider linked", userId, requestId: client.requestId }, "provider linked");
}

/** Better Auth has committed what the mail is about: without the mail, the flow goes on, and the log says so. */
async function tellAfterwards({ app, client }: Context, queue: () => Promise<void>): Promise<void> {
  const { requestId } = client;
  await queue().catch((error) => app.log.error({ err: error, requestId }, "a mail could not be queued"));
}

async function hasTwoFactor({ db }: Pick<FastifyInstance, "db">, userId: string): Promise<boolean> {
  const [user] = await db.select({ on: users.twoFactorEnabled }).from(users).where(eq(users.id, userId));
  return user?.on ?? false;
}
