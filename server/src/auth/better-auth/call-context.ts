import { AsyncLocalStorage } from "node:async_hooks";
import { isAPIError } from "better-auth/api";
import type { Database } from "../../database/client.ts";
import type { Transaction } from "../../database/transaction.ts";

/** What a call of Better Auth's runs with, for the parts of ours that it calls back. */
export type CallContext = {
  /** Where its statements run, in place of the pool. */
  transaction?: Transaction;
  /** The hash of the password that it is about to store: hashing in its transaction would hold a connection meanwhile. */
  passwordHash?: string;
  /** Takes the database's error that it answers with a refusal of its own; without it, the error is logged. */
  failure?: { error?: Error };
  /** What the rules learn of whoever comes from the provider. */
  oauthFlow?: RunningFlow;
};

/** What Better Auth and the rules have learned of somebody who comes back from the provider. */
export type OAuthFlow = {
  /** The email that the provider has not verified. */
  unverifiedEmail?: string;
  /** What it comes to, and whose account it is; a new one's has no id yet. */
  action?: "create-user" | "link-account" | "sign-in";
  userId?: string;
  /** The session that the person had where the flow began. */
  replacedSession?: string;
  /** The session whose owner wanted the provider's account linked. */
  linkingSession?: { id: string; token: string };
  /** Whether that was done. */
  linked?: boolean;
};

export type RunningFlow = OAuthFlow & { timer: NodeJS.Timeout; late: boolean };

const contexts = new AsyncLocalStorage<CallContext>();

export const callContext = (): CallContext => contexts.getStore() ?? {};

/** Runs calls of Better Auth's with this, on top of what is set already. */
export const runInContext = <T>(context: CallContext, call: () => Promise<T>): Promise<T> =>
  contexts.run({ ...contexts.getStore(), ...context }, call);

/** The database, or the transaction of the call: for a library that takes a database once and for all. */
export const joinable = (db: Database): Database =>
  new Proxy(db, { get: (database, key) => Reflect.get(callContext().transaction ?? database, key) });

/**
 * Runs calls of Better Auth's and statements of ours in one transaction. What Better Auth refuses it may have counted, a
 * wrong code for instance, so its refusals commit; every other error rolls back. `work` may use no other connection: of
 * many at once each would hold one and wait for the other.
 */
export async function inOneTransaction<T>(
  db: Database,
  work: (tx: Transaction) => Promise<T>,
  context: CallContext = {},
): Promise<T> {
  const outcome = await db.transaction((transaction) =>
    runInContext({ ...context, transaction }, async () => {
      try {
        return { value: await work(transaction) };
      } catch (refusal) {
        if (!isAPIError(refusal)) throw refusal;
        return { refusal };
      }
    }),
  );
  if ("refusal" in outcome) throw outcome.refusal;
  return outcome.value;
}
