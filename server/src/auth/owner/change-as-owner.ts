import { and, eq, exists, gt, isNull, sql } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { accounts, mailTokens, sessions, users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import { passwordOf } from "./password-of.ts";

/** What proved the owner's identity: the hash that their password matched, or null if the account has no password. */
export type Reauthentication = { passwordHash: string | null };

/** The account's owner, and the session they're using. */
export type Owner = { user: { id: string }; session: { id: string; token: string } };

/**
 * Changes the caller's account in one transaction, in which the caller is still signed in and, where the change needs
 * a reauthentication, the password still holds. The user's row is locked, so changes of one account happen one after another, and a
 * password reset that has begun wins over all of them: docs/decisions/0015.
 * @throws ApiError UNAUTHENTICATED where the session has ended meanwhile, INVALID_CREDENTIALS where the password has
 *   changed or is being reset; nothing is changed then
 */
export async function changeAsOwner<T>(
  db: Database,
  { user, session }: Owner,
  reauthentication: Reauthentication | undefined,
  change: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return db.transaction(async (tx) => {
    if (!(await lockUser(tx, user.id))) throw sessionEnded();
    const [caller] = await tx
      .select({ passwordHash: accounts.password, isResetting: isResetting(tx, user.id) })
      .from(sessions)
      .leftJoin(accounts, passwordOf(sessions.userId))
      .where(and(eq(sessions.id, session.id), eq(sessions.token, session.token), gt(sessions.expiresAt, sql`now()`)))
      // anything that ends the session waits for the change, so that no change comes after it
      .for("key share", { of: sessions });
    if (!caller) throw sessionEnded();
    if (caller.isResetting) throw new ApiError("INVALID_CREDENTIALS", "Your password is being reset.");
    if (reauthentication && caller.passwordHash !== reauthentication.passwordHash) {
      throw new ApiError("INVALID_CREDENTIALS", "Your password was just changed.");
    }
    return change(tx);
  });
}

/** Blocks every other change to an account until the transaction ends. @returns undefined if it's deleted */
export async function lockUser(tx: Transaction, userId: string): Promise<typeof users.$inferSelect | undefined> {
  const [user] = await tx
    .select()
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.deletedAt)))
    .for("update");
  return user;
}

export const sessionEnded = () => new ApiError("UNAUTHENTICATED", "Sign in to continue.");

/** How long a password reset blocks other changes, in seconds: far longer than one takes. */
const CLAIM_SECONDS = 10;

/** A condition of a query: whether a reset of the user's password has begun and not ended. */
const isResetting = (tx: Transaction, userId: string) =>
  exists(
    tx
      .select({ one: sql`1` })
      .from(mailTokens)
      .where(
        and(
          eq(mailTokens.userId, userId),
          gt(mailTokens.claimedAt, sql`now() - make_interval(secs => ${CLAIM_SECONDS})`),
        ),
      ),
  ).mapWith(Boolean);
