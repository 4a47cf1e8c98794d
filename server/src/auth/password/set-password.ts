import { and, eq } from "drizzle-orm";
import { accounts } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";

/** Sets the account's password, also where it had none; null takes it away. */
export async function setPassword(tx: Transaction, userId: string, hash: string | null): Promise<void> {
  const { rowCount } = await tx
    .update(accounts)
    .set({ password: hash })
    .where(and(eq(accounts.userId, userId), eq(accounts.providerId, "credential")));
  if (rowCount) return;
  // as Better Auth writes it
  await tx.insert(accounts).values({ userId, providerId: "credential", accountId: userId, password: hash });
}
