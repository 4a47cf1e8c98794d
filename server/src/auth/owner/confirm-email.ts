import { and, eq } from "drizzle-orm";
import { type PendingSignUp, users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";

type Confirmed = { userId: string; email: string; signUp?: PendingSignUp | null };

/** The mail arrived, and was read. */
export async function confirmEmail(tx: Transaction, { userId, email, signUp }: Confirmed) {
  const [user] = await tx
    .update(users)
    .set({ emailVerified: true, ...(signUp && { name: signUp.name }) })
    .where(and(eq(users.id, userId), eq(users.email, email)))
    .returning();
  if (!user) throw new ApiError("INVALID_TOKEN", "This account now has a different email.");
  return user;
}
