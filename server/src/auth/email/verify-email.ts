import type { User } from "@cafe-app-ai/shared/auth/common";
import type { VerifyEmail } from "@cafe-app-ai/shared/auth/email";
import { eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import { isUniqueViolation } from "../../database/errors.ts";
import { users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import type { Client } from "../../http/client/client.ts";
import { toUser } from "../../session/to-user.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { checkMailToken, endMailTokens, type LinkToken, takeMailToken } from "../mail/link-tokens.ts";
import { queueNotice } from "../mail/notices.ts";
import { lockUser } from "../owner/change-as-owner.ts";
import { confirmEmail } from "../owner/confirm-email.ts";
import { removeOtherSignInMethods } from "../owner/remove-sign-in-methods.ts";
import { hashNewPassword } from "../password/hash-new-password.ts";
import { setPassword } from "../password/set-password.ts";
import { isContested } from "../sign-up/contested-sign-up.ts";

const VERIFYING: LinkToken["purpose"][] = ["verify-email", "change-email"];

type App = Pick<FastifyInstance, "db" | "mail">;

/**
 * Confirms the email that a mail went to: the account's own, or the one that takes its place.
 * @throws ApiError INVALID_TOKEN; EMAIL_TAKEN where the new email has got an account of its own meanwhile; for a sign-up
 *   also REAUTHENTICATION_REQUIRED, as `confirmSignUp` does, and WEAK_PASSWORD
 */
export async function verifyEmail(
  app: App,
  { token, password }: VerifyEmail,
  { client, page }: { client: Client; page: boolean },
): Promise<User> {
  const { db, mail } = app;
  const purposes = password === undefined ? VERIFYING : VERIFYING.slice(0, 1);
  const { userId, email } = await checkMailToken(db, token, purposes);
  const hash = password === undefined ? undefined : await hashNewPassword(password, email);
  const user = await db.transaction(async (tx) => {
    const before = await lockUser(tx, userId);
    const link = await takeMailToken(tx, token, purposes);
    if (link.purpose === "verify-email") {
      return confirmSignUp(tx, before, link, { client, hash, page });
    }
    const changed = await changeEmail(tx, link);
    // links that went to the old email
    await endMailTokens(tx, link.userId, ["verify-email", "reset-password"]);
    await recordActivity(tx, client, userId, "email-changed");
    if (before) await queueNotice(app, tx, client, before, "email-changed");
    return changed;
  });
  mail.wake();
  return toUser(user);
}

/**
 * Confirms the email of a sign-up. Its password is the one sent along, else the one it has; where strangers may have
 * signed up too it has none, and everything that they may have left in the account goes.
 * @param user locked
 * @throws ApiError INVALID_TOKEN; REAUTHENTICATION_REQUIRED for a page without a password where somebody else may have
 *   signed up too: people open the newest mail, whoever caused it
 */
export async function confirmSignUp(
  tx: Transaction,
  user: typeof users.$inferSelect | undefined,
  link: Omit<LinkToken, "purpose">,
  { client, hash, page }: { client: Client; hash: string | undefined; page: boolean },
): Promise<typeof users.$inferSelect> {
  if (user?.email !== link.email) throw new ApiError("INVALID_TOKEN", "This account now has a different email.");
  // with another link, at the same moment
  if (user.emailVerified) return user;
  const contested = await isContested(tx, user);
  if (contested && page && hash === undefined) {
    const message = "Someone else may have signed up with this email. Enter the password you want for your account.";
    throw new ApiError("REAUTHENTICATION_REQUIRED", message);
  }
  if (contested || hash !== undefined) await removeOtherSignInMethods(tx, user.id);
  if (hash !== undefined) await setPassword(tx, user.id, hash);
  await recordActivity(tx, client, user.id, "email-verified");
  return confirmEmail(tx, link);
}

const taken = () => new ApiError("EMAIL_TAKEN", "An account with this email already exists.");

async function changeEmail(tx: Transaction, { userId, email }: LinkToken) {
  const [user] = await tx
    .update(users)
    .set({ email, emailVerified: true })
    .where(eq(users.id, userId))
    .returning()
    .catch((error) => {
      throw isUniqueViolation(error) ? taken() : error;
    });
  if (!user) throw new ApiError("INVALID_TOKEN", "This account no longer exists.");
  return user;
}
