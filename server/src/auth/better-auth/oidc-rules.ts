import { EmailSchema } from "@cafe-app-ai/shared/auth/common";
import { Value } from "@sinclair/typebox/value";
import type { BetterAuthPlugin } from "better-auth";
import { getOAuthState } from "better-auth/api";
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { accounts } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";
import { callContext } from "./call-context.ts";

/** The codes with which the rules below refuse. */
export const RULE_ERRORS = { late: "late", email: "email_refused", second: "has_one_already" };

/** What Better Auth leaves open about people who come from the provider. */
export const oidcRules = (db: Database, issuer: string): BetterAuthPlugin => ({
  id: "provider-rules",
  init: () => ({
    options: {
      account: {
        // a linked account's email may differ from ours; Better Auth still wants it verified
        accountLinking: { allowDifferentEmails: true, requireLocalEmailVerified: true },
        updateAccountOnSignIn: false,
      },
      databaseHooks: { account: { create: { before: (account) => linkAsOwner(db, account) } } },
      user: {
        // the last step before anything is written
        validateUserInfo: async ({ user, source }) => {
          const flow = callContext().oauthFlow;
          if (!flow || flow.late) return { error: RULE_ERRORS.late };
          // what remains is the database's, which has limits of its own
          clearTimeout(flow.timer);
          flow.action = source.action;
          flow.userId = user.id;
          const state = await getOAuthState();
          flow.replacedSession = state?.replacedSession;
          flow.linkingSession = state?.linkingSession;
          if (source.action === "create-user" && !Value.Check(EmailSchema, user.email)) {
            return { error: RULE_ERRORS.email };
          }
          if (source.action === "link-account" && (await findOidcAccount(db, issuer, user.id ?? ""))) {
            return { error: RULE_ERRORS.second };
          }
        },
      },
    },
  }),
});

/**
 * Links an account in a transaction in which whoever wants it is still signed in. Better Auth looks for the session a
 * moment earlier, which may be before it ends.
 * @returns what Better Auth is to store; false where it's linked already, which Better Auth calls a failure
 */
async function linkAsOwner(db: Database, account: typeof accounts.$inferInsert) {
  const flow = callContext().oauthFlow;
  const { userId, providerId, accountId } = account;
  if (!flow?.linkingSession) return { data: NO_TOKENS };
  const caller = { user: { id: userId }, session: flow.linkingSession };
  try {
    await changeAsOwner(db, caller, undefined, (tx) =>
      tx.insert(accounts).values({ userId, providerId, accountId, createdAt: sql`clock_timestamp()` }),
    );
    flow.linked = true;
  } catch (error) {
    // the session has ended, or the password is being reset
    if (!(error instanceof ApiError)) throw error;
  }
  return false;
}

/** We ask the provider for nothing later: no token of its is kept. */
const NO_TOKENS = {
  accessToken: undefined,
  refreshToken: undefined,
  idToken: undefined,
  accessTokenExpiresAt: undefined,
  refreshTokenExpiresAt: undefined,
};

/** The user's account at the provider, if one is linked. */
export async function findOidcAccount(db: Database | Transaction, issuer: string, userId: string) {
  const [account] = await db
    .select({ id: accounts.id, createdAt: accounts.createdAt })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, issuer)));
  return account;
}
