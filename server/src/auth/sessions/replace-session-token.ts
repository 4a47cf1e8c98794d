import { eq, sql } from "drizzle-orm";
import { sessions } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { newSessionToken } from "../../session/signed-value.ts";

/**
 * Gives the session a new token, so that copies of the old one stop working. The session's limits stay the same.
 * @returns the new token
 */
export async function replaceSessionToken(tx: Transaction, { id }: { id: string }): Promise<string> {
  const token = newSessionToken();
  // `updatedAt` stays: it says when the session was renewed
  await tx
    .update(sessions)
    .set({ token, updatedAt: sql`${sessions.updatedAt}` })
    .where(eq(sessions.id, id));
  return token;
}
