import type { Database } from "../../database/client.ts";
import { accounts } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { passwordOf } from "../owner/password-of.ts";

/** The account's password, or undefined where there is none. */
export async function findPasswordHash(db: Database | Transaction, userId: string): Promise<string | undefined> {
  const [account] = await db.select({ hash: accounts.password }).from(accounts).where(passwordOf(userId));
  return account?.hash ?? undefined;
}
