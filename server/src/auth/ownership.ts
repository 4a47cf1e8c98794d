import { and, eq, ne } from "drizzle-orm";
import { accounts, passkeys, sessions } from "../database/schema.ts";
import type { Transaction } from "../database/transaction.ts";

/** Sets the account's password, also where it had none. */
export async function setPassword(tx: Transaction, userId: string, hash: string): Promise<void> {
  const { rowCount } = await tx
    .update(accounts)
    .set({ password: hash })
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, "credential")));
  if (rowCount) return;
  // as Better Auth writes it
  await tx.insert(accounts).values({ userId, providerId: "credential", accountId: userId, password: hash });
}

/**
 * Leaves the password as the only way into an account whose address was never proved: whoever signed up with it may not
 * be its owner, and must not keep a way in by a provider, a passkey or a session. A second factor stays: it lets nobody
 * in by itself, and a mail must not get around it.
 */
export async function removeOtherWaysIn(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(accounts).where(and(eq(accounts.userId, userId), ne(accounts.providerId, "credential")));
  await tx.delete(passkeys).where(eq(passkeys.userId, userId));
  await tx.delete(sessions).where(eq(sessions.userId, userId));
}
