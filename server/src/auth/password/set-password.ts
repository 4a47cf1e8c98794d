import { accounts } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { PASSWORD_PROVIDER, passwordOf } from "../owner/password-of.ts";

/** Sets the account's password, also where it had none; null takes it away. */
export async function setPassword(tx: Transaction, userId: string, hash: string | null): Promise<void> {
  const { rowCount } = await tx.update(accounts).set({ password: hash }).where(passwordOf(userId));
  if (rowCount) return;
  // as Better Auth writes it
  await tx.insert(accounts).values({ userId, providerId: PASSWORD_PROVIDER, accountId: userId, password: hash });
}
