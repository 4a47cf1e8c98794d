import type { SignUp } from "@cafe-app-ai/shared/auth/sign-up";
import { and, eq, isNull } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { accounts, users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { passwordOf } from "../owner/password-of.ts";
import { verifyPassword } from "../password/hash.ts";
import { setPassword } from "../password/set-password.ts";

/** The password of an account whose email nobody has verified, and whether the one at hand is the same. */
export type UnverifiedAccount = { hash: string; matches: boolean };

/** Looks before the transaction: comparing takes too long to hold a connection meanwhile. */
export async function findUnverified(
  db: Database,
  { email, password }: SignUp,
): Promise<UnverifiedAccount | undefined> {
  const [account] = await db
    .select({ hash: accounts.password })
    .from(users)
    .innerJoin(accounts, passwordOf(users.id))
    .where(and(eq(users.email, email.toLowerCase()), eq(users.emailVerified, false)));
  if (!account?.hash) return undefined;
  return { hash: account.hash, matches: await verifyPassword({ hash: account.hash, password }) };
}

/**
 * Another sign-up with the email of an account that nobody has verified: whoever made the first may be a stranger, and so
 * may whoever makes this one. From now on neither password is the account's: whoever reads its mail chooses one. Nothing
 * that was sent before ends. Who repeats their own sign-up changes nothing. See docs/decisions/0017.
 */
export async function contestUnverified(
  tx: Transaction,
  { email, newId, known }: { email: string; newId: string; known: UnverifiedAccount | undefined },
): Promise<void> {
  const [user] = await tx.select().from(users).where(eq(users.email, email.toLowerCase())).for("update");
  if (!user || user.emailVerified || user.id === newId) return;
  const [account] = await tx.select({ hash: accounts.password }).from(accounts).where(passwordOf(user.id));
  if (known?.matches && account?.hash === known.hash) return;
  await setPassword(tx, user.id, null);
}

/** Whether more than one person may have signed up with the account's email. */
export async function isContested(tx: Transaction, user: typeof users.$inferSelect): Promise<boolean> {
  if (user.emailVerified) return false;
  return (await tx.$count(accounts, and(passwordOf(user.id), isNull(accounts.password)))) > 0;
}
