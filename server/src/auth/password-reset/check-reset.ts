import { eq } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { users } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { checkMailToken } from "../mail/link-tokens.ts";

/** Whose link it is that chooses a new password. @throws ApiError INVALID_TOKEN where it would not be taken */
export async function checkReset(db: Database, token: string): Promise<string> {
  const { userId, email } = await checkMailToken(db, token, ["reset-password"]);
  const [user] = await db.select({ email: users.email }).from(users).where(eq(users.id, userId));
  if (user?.email !== email) throw new ApiError("INVALID_TOKEN", "This account now has a different email.");
  return email;
}
