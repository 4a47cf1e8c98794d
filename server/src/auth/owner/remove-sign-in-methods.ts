import { and, eq, gte, ne, or } from "drizzle-orm";
import { accounts, passkeys, sessions, twoFactors, users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { PASSWORD_PROVIDER } from "./password-of.ts";

/**
 * Leaves the password as the only sign-in method of an account whose email was never verified: whoever signed up with it may not
 * be its owner, and must not keep a provider, a passkey or a session. Two-factor authentication stays: it lets nobody
 * in by itself, and a mail must not get around it.
 */
export async function removeOtherSignInMethods(tx: Transaction, userId: string): Promise<void> {
  await tx.delete(accounts).where(and(eq(accounts.userId, userId), ne(accounts.providerId, PASSWORD_PROVIDER)));
  await tx.delete(passkeys).where(eq(passkeys.userId, userId));
  await tx.delete(sessions).where(eq(sessions.userId, userId));
}

/**
 * Removes what was added to the account after a password reset link was mailed: passkeys, provider links and two-factor
 * authentication, including a set-up that was never confirmed. Whoever the owner wants to be rid of may have been quicker;
 * the link does what it would have done when it was mailed.
 * @returns how many were removed
 */
export async function removeAddedSince(tx: Transaction, userId: string, since: Date): Promise<number> {
  const newPasskeys = and(eq(passkeys.userId, userId), gte(passkeys.createdAt, since));
  const newLinks = and(
    eq(accounts.userId, userId),
    ne(accounts.providerId, PASSWORD_PROVIDER),
    gte(accounts.createdAt, since),
  );
  const newTwoFactor = and(
    eq(twoFactors.userId, userId),
    or(eq(twoFactors.verified, false), gte(twoFactors.createdAt, since)),
  );
  const removed = [
    await tx.delete(passkeys).where(newPasskeys),
    await tx.delete(accounts).where(newLinks),
    await tx.delete(twoFactors).where(newTwoFactor),
  ];
  const isOn = (await tx.$count(twoFactors, eq(twoFactors.userId, userId))) > 0;
  await tx.update(users).set({ twoFactorEnabled: isOn }).where(eq(users.id, userId));
  return removed.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}
