import { type AnyColumn, and, eq } from "drizzle-orm";
import { accounts } from "../../database/schema.ts";

/** Better Auth's name for what a password signs in to, beside the providers. */
export const PASSWORD_PROVIDER = "credential";

/** A condition of a query: the row of the user's password, which may be taken away. */
export const passwordOf = (userId: string | AnyColumn) =>
  and(eq(accounts.userId, userId), eq(accounts.providerId, PASSWORD_PROVIDER));
