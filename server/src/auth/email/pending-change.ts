import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Database } from "../../database/client.ts";
import { mailTokens } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { cancelPendingEmail } from "../mail/email-change.ts";
import { issueMailToken } from "../mail/link-tokens.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";

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

/** Ends a change of email that is not verified yet: its link does nothing from then on. Without one, it does nothing. */
export async function cancelEmailChange({ db }: Pick<FastifyInstance, "db">, request: FastifyRequest): Promise<void> {
  const userId = request.user.id;
  await changeAsOwner(db, request, undefined, async (tx) => {
    const cancelled = await cancelPendingEmail(tx, userId);
    if (cancelled) await recordActivity(tx, request, userId, "email-change-cancelled");
  });
  request.log.info({ event: "email change cancelled", userId }, "email change cancelled");
}
