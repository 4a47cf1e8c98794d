import { and, eq, ne } from "drizzle-orm";
import { sessions, verifications } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";

/** Ends the account's sessions, except the one to keep, and sign-ins that still wait for a code. @returns how many sessions */
export async function endSignIns(tx: Transaction, userId: string, keptId?: string): Promise<number> {
  // the value of Better Auth's challenge is the user's id
  await tx.delete(verifications).where(eq(verifications.value, userId));
  const own = eq(sessions.userId, userId);
  const { rowCount } = await tx.delete(sessions).where(keptId ? and(own, ne(sessions.id, keptId)) : own);
  return rowCount ?? 0;
}
