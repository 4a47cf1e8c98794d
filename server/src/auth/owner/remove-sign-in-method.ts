import { and, eq, inArray, isNotNull, or } from "drizzle-orm";
import type { Config } from "../../config.ts";
import type { Database } from "../../database/client.ts";
import { accounts, passkeys } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import { changeAsOwner, type Owner, type Reauthentication } from "./change-as-owner.ts";
import { PASSWORD_PROVIDER } from "./password-of.ts";

/**
 * Removes one of the account's sign-in methods, unless it is the last: a password, a passkey or an account of the provider
 * that is configured has to remain. Concurrent removals each see what the others left.
 * @param remove deletes it, and returns whether there was anything to delete
 * @returns what `remove` returned
 * @throws ApiError CONFLICT, and then nothing is removed, and what `changeAsOwner` throws
 */
export async function removeSignInMethod(
  db: Database,
  { provider }: Pick<Config, "provider">,
  caller: Owner,
  reauthentication: Reauthentication,
  remove: (tx: Transaction) => Promise<boolean>,
): Promise<boolean> {
  return changeAsOwner(db, caller, reauthentication, async (tx) => {
    const removed = await remove(tx);
    if (removed && !(await hasSignInMethod(tx, provider, caller.user.id))) {
      throw new ApiError("CONFLICT", "This is your only sign-in method. Add another one first.");
    }
    return removed;
  });
}

async function hasSignInMethod(tx: Transaction, provider: Config["provider"], userId: string): Promise<boolean> {
  const password = and(eq(accounts.providerId, PASSWORD_PROVIDER), isNotNull(accounts.password));
  // nobody can sign in with a provider that is no longer configured
  const usable = or(password, inArray(accounts.providerId, provider ? [provider.issuer] : []));
  if ((await tx.$count(accounts, and(eq(accounts.userId, userId), usable))) > 0) return true;
  return (await tx.$count(passkeys, eq(passkeys.userId, userId))) > 0;
}
