import { and, eq, isNull, sql } from "drizzle-orm";
import { mails } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { endMailTokens } from "./link-tokens.ts";

/**
 * Cancels an account's pending email changes: links that were sent, and mails still in the queue.
 * @returns whether there were any
 */
export async function cancelPendingEmail(tx: Transaction, userId: string): Promise<boolean> {
  const ended = await endMailTokens(tx, userId, ["change-email"]);
  const unsent = and(eq(mails.kind, "change-email"), isNull(mails.sentAt));
  await tx.delete(mails).where(and(unsent, sql`${mails.data}->>'userId' = ${userId}`));
  return ended > 0;
}
