import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { mailTokens } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { issueMailToken } from "../mail/link-tokens.ts";

/**
 * Notes that an account is to get another email, for whoever looks at the account. Nobody gets this token: it ends with
 * those of the links, and it's the same for an email that has an account, whose owner alone is told.
 */
export async function noteEmailChange(tx: Transaction, userId: string, email: string): Promise<void> {
  await issueMailToken(tx, { userId, email, purpose: "change-email" });
}

/** The email that an account is to get once it's verified, or null. */
export async function findPendingEmail(db: Database, userId: string): Promise<string | null> {
  const { email, purpose, expiresAt, createdAt } = mailTokens;
  const [noted] = await db
    .select({ email })
    .from(mailTokens)
    .where(and(eq(mailTokens.userId, userId), eq(purpose, "change-email"), gt(expiresAt, sql`now()`)))
    // the note is the oldest; when the links were sent would tell whether the email has an account
    .orderBy(asc(createdAt))
    .limit(1);
  return noted?.email ?? null;
}
