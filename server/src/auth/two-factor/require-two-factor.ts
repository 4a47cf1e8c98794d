import { eq } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";

/** Makes sure that two-factor authentication is on, or that it is off. @throws ApiError CONFLICT */
export async function requireTwoFactor(db: Database | Transaction, userId: string, expected: boolean): Promise<void> {
  const [user] = await db.select({ on: users.twoFactorEnabled }).from(users).where(eq(users.id, userId));
  if (user?.on === expected) return;
  throw expected ? off() : alreadyOn();
}

const off = () => new ApiError("CONFLICT", "Two-factor authentication is off.");
const alreadyOn = () => new ApiError("CONFLICT", "Two-factor authentication is already on.");
