import { AsyncLocalStorage } from "node:async_hooks";
import { EmailSchema } from "@cafe-app-ai/shared/auth";
import { Value } from "@sinclair/typebox/value";
import type { BetterAuthPlugin } from "better-auth";
import { getOAuthState } from "better-auth/api";
import { and, eq } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { accounts } from "../../database/schema.ts";
import { serviceUnavailable } from "../../errors.ts";

/** One person's return from the provider, while Better Auth deals with it. */
export type ProviderVisit = {
  /** The address that the provider has not verified. */
  unprovedEmail?: string;
  /** What it comes to, and whose account it is; a new one's has no id yet. */
  action?: "create-user" | "link-account" | "sign-in";
  userId?: string;
  /** The session that the person had where the visit began. */
  replacedSession?: string;
};

type Visit = ProviderVisit & { timer: NodeJS.Timeout; late: boolean };

const visits = new AsyncLocalStorage<Visit>();

/**
 * Lets Better Auth ask the provider who has come, for a limited time. What the provider answers later changes nothing.
 * @throws ApiError SERVICE_UNAVAILABLE when the time is up
 */
export async function visitProvider<T>(
  limit: number,
  work: () => Promise<T>,
): Promise<{ answer: T; visit: ProviderVisit }> {
  const timeUp = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    visit.late = true;
    timeUp.reject(serviceUnavailable("The provider isn't responding"));
  }, limit);
  const visit: Visit = { timer, late: false };
  try {
    return { answer: await Promise.race([visits.run(visit, work), timeUp.promise]), visit };
  } finally {
    clearTimeout(timer);
  }
}

/** Notes what the provider says of the address. */
export function noteAddress({ email, emailVerified }: { email?: unknown; emailVerified?: unknown }): void {
  const visit = visits.getStore();
  if (visit && typeof email === "string" && emailVerified !== true) visit.unprovedEmail = email.toLowerCase();
}

/** The codes with which the rules below refuse. */
export const RULE_ERRORS = { late: "late", address: "address_refused", second: "has_one_already" };

/** What Better Auth leaves open about people who come from the provider. */
export const providerRules = (db: Database, issuer: string): BetterAuthPlugin => ({
  id: "provider-rules",
  init: () => ({
    options: {
      account: {
        // a linked account's address may differ from ours; Better Auth still wants it verified
        accountLinking: { allowDifferentEmails: true, requireLocalEmailVerified: true },
        updateAccountOnSignIn: false,
      },
      databaseHooks: { account: { create: { before: async () => ({ data: NO_TOKENS }) } } },
      user: {
        // the last step before anything is written
        validateUserInfo: async ({ user, source }) => {
          const visit = visits.getStore();
          if (!visit || visit.late) return { error: RULE_ERRORS.late };
          // what remains is the database's, which has limits of its own
          clearTimeout(visit.timer);
          visit.action = source.action;
          visit.userId = user.id;
          visit.replacedSession = (await getOAuthState())?.replacedSession;
          if (source.action === "create-user" && !Value.Check(EmailSchema, user.email)) {
            return { error: RULE_ERRORS.address };
          }
          if (source.action === "link-account" && (await findProviderAccount(db, issuer, user.id ?? ""))) {
            return { error: RULE_ERRORS.second };
          }
        },
      },
    },
  }),
});

/** We ask the provider for nothing later: no token of its is kept. */
const NO_TOKENS = {
  accessToken: undefined,
  refreshToken: undefined,
  idToken: undefined,
  accessTokenExpiresAt: undefined,
  refreshTokenExpiresAt: undefined,
};

/** The user's account at the provider, if one is linked. */
export async function findProviderAccount(db: Database, issuer: string, userId: string) {
  const [account] = await db
    .select({ id: accounts.id, createdAt: accounts.createdAt })
    .from(accounts)
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, issuer)));
  return account;
}
