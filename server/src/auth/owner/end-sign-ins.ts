import { and, eq, ne } from "drizzle-orm";
import { sessions, verifications } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";

/** Ends the account's sessions but the one that is kept, and the sign-ins that wait for a code. @returns how many sessions */
export async function endSignIns(tx: Transaction, userId: string, keptId?: string): Promise<number> {
  // Better Auth's challenge holds whose it is
  await tx.delete(verifications).where(eq(verifications.value, userId));
  const own = eq(sessions.userId, userId);
  const { rowCount } = await tx.delete(sessions).where(keptId ? and(own, ne(sessions.id, keptId)) : own);
  return rowCount ?? 0;
}
