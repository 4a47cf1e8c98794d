import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { mailTokens, type PendingSignUp } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";

type Purpose = (typeof mailTokens.$inferSelect)["purpose"];
/** What a token proves, and the sign-up that it finishes, if it does. */
export type LinkToken = Pick<typeof mailTokens.$inferSelect, "userId" | "email" | "purpose"> & {
  signUp?: PendingSignUp | null;
};

/** Seconds. */
const LIFETIME_SECONDS: Record<Purpose, number> = {
  "verify-email": 86_400,
  "change-email": 86_400,
  "reset-password": 3_600,
};

/**
 * Creates a token for a mail's link. What is stored can't be used in its place.
 * @returns the token: 256 random bits, base64url
 */
export async function issueMailToken(
  db: Database | Transaction,
  { userId, purpose, email, signUp }: LinkToken,
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await db.insert(mailTokens).values({
    userId,
    purpose,
    email,
    signUp,
    tokenHash: hash(token),
    expiresAt: sql`now() + make_interval(secs => ${LIFETIME_SECONDS[purpose]})`,
  });
  return token;
}

/** Whose a token is that would be taken now. @throws ApiError INVALID_TOKEN */
export async function checkMailToken(db: Database, token: string, purposes: Purpose[]): Promise<LinkToken> {
  const { userId, email, purpose } = mailTokens;
  const [found] = await db.select({ userId, email, purpose }).from(mailTokens).where(usable(token, purposes));
  if (!found) throw invalidToken();
  return found;
}

/** Marks a password reset as begun. @throws ApiError INVALID_TOKEN */
export async function claimReset(tx: Transaction, token: string): Promise<void> {
  const { rowCount } = await tx
    .update(mailTokens)
    .set({ claimedAt: sql`clock_timestamp()` })
    .where(usable(token, ["reset-password"]));
  if (!rowCount) throw invalidToken();
}

/**
 * Takes a token, once: of many requests at once one gets it. Its siblings, the same user's for the same purposes, are
 * gone with it. Lock the user first, as everything does that ends tokens, or two of them wait for each other.
 * @throws ApiError INVALID_TOKEN where it is unknown, used or expired
 */
export async function takeMailToken(
  tx: Transaction,
  token: string,
  purposes: Purpose[],
): Promise<LinkToken & { issuedAt: Date }> {
  const { userId, email, purpose, signUp, createdAt: issuedAt } = mailTokens;
  const [taken] = await tx
    .delete(mailTokens)
    .where(usable(token, purposes))
    .returning({ userId, email, purpose, signUp, issuedAt });
  if (!taken) throw invalidToken();
  await endMailTokens(tx, taken.userId, [taken.purpose]);
  return taken;
}

/** Ends what is outstanding of a user's tokens for these purposes. @returns how many */
export async function endMailTokens(tx: Database | Transaction, userId: string, purposes: Purpose[]): Promise<number> {
  const { rowCount } = await tx
    .delete(mailTokens)
    .where(and(eq(mailTokens.userId, userId), inArray(mailTokens.purpose, purposes)));
  return rowCount ?? 0;
}

const usable = (token: string, purposes: Purpose[]) =>
  and(
    eq(mailTokens.tokenHash, hash(token)),
    inArray(mailTokens.purpose, purposes),
    gt(mailTokens.expiresAt, sql`now()`),
  );

// the token is random enough that a fast hash will do
const hash = (token: string) => createHash("sha256").update(token).digest("base64url");

const invalidToken = () =>
  new ApiError("INVALID_TOKEN", "This link was already used, has expired or was replaced by a newer one.");
