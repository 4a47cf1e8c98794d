import type { ResetPassword, User, VerifyEmail } from "@cafe-app-ai/shared/auth";
import { and, eq } from "drizzle-orm";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Database } from "../../database/client.ts";
import { isUniqueViolation } from "../../database/errors.ts";
import { users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import { toUser } from "../../session/plugin.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { cancelPendingEmail } from "../mail/email-change.ts";
import { checkMailToken, claimReset, endMailTokens, type LinkToken, takeMailToken } from "../mail/link-tokens.ts";
import { queueNotice } from "../mail/notices.ts";
import { lockUser } from "../owner/change-as-owner.ts";
import { endSignIns, removeAddedSince, removeOtherSignInMethods, setPassword } from "../owner/ownership.ts";
import { isPage } from "../sessions/start-session.ts";
import { isContested } from "../sign-up/contested-sign-up.ts";
import { hashPassword } from "./hash.ts";
import { refuseWeakPassword } from "./refuse-weak-password.ts";

const VERIFYING: LinkToken["purpose"][] = ["verify-email", "change-email"];

type App = Pick<FastifyInstance, "db" | "mail" | "credentialLimits">;

/**
 * Confirms the email that a mail went to: the account's own, or the one that takes its place.
 * @throws ApiError INVALID_TOKEN; EMAIL_TAKEN where the new email has got an account of its own meanwhile; for a sign-up
 *   also REAUTHENTICATION_REQUIRED, as `confirmSignUp` does, and WEAK_PASSWORD
 */
export async function verifyEmail(app: App, body: VerifyEmail, request: FastifyRequest): Promise<User> {
  const { db, mail } = app;
  const { token, password } = body;
  const purposes = password === undefined ? VERIFYING : VERIFYING.slice(0, 1);
  const { userId, email } = await checkMailToken(db, token, purposes);
  const hash = password === undefined ? undefined : await hashNewPassword(password, email);
  const user = await db.transaction(async (tx) => {
    const before = await lockUser(tx, userId);
    const link = await takeMailToken(tx, token, purposes);
    if (link.purpose === "verify-email") {
      if (!before?.emailVerified) await recordActivity(tx, request, userId, "email-verified");
      return confirmSignUp(tx, before, link, { hash, page: isPage(request) });
    }
    const changed = await changeEmail(tx, link);
    // links that went to the old email
    await endMailTokens(tx, link.userId, ["verify-email", "reset-password"]);
    await recordActivity(tx, request, userId, "email-changed");
    if (before) await queueNotice(app, tx, request, before, "email-changed");
    return changed;
  });
  mail.wake();
  request.log.info({ event: "email confirmed", userId: user.id }, "email confirmed");
  return toUser(user);
}

/**
 * Sets the password of whoever got the mail and ends everything that somebody else may hold: sessions, sign-ins that
 * wait for a code, other mails' tokens, and what was added to the account since the link was mailed. Two-factor authentication
 * that was on before stays on. Changes that are made at the same moment lose: docs/decisions/0015.
 * @throws ApiError INVALID_TOKEN, WEAK_PASSWORD
 */
export async function resetPassword(
  app: App,
  { token, password }: ResetPassword,
  request: FastifyRequest,
): Promise<void> {
  const { db, mail, credentialLimits } = app;
  const { email, userId } = await checkMailToken(db, token, ["reset-password"]);
  // from here on no other change gets in between; the token is taken below, in one transaction with what it allows
  await db.transaction(async (tx) => {
    await lockUser(tx, userId);
    await claimReset(tx, token);
    await cancelPendingEmail(tx, userId);
  });
  const hash = await hashNewPassword(password, email);
  const removed = await db.transaction(async (tx) => {
    const user = await lockUser(tx, userId);
    const link = await takeMailToken(tx, token, ["reset-password"]);
    if (user?.email !== link.email) throw new ApiError("INVALID_TOKEN", "This account now has a different email");
    // what was added before the email was verified may be somebody else's, who signed up with it
    if (!user.emailVerified) await removeOtherSignInMethods(tx, user.id);
    await confirmEmail(tx, link);
    await setPassword(tx, user.id, hash);
    const removed = await removeAddedSince(tx, user.id, link.issuedAt);
    // after the password: a sign-in by the old one that came first is among them, and none comes later
    await endSignIns(tx, user.id);
    await endMailTokens(tx, user.id, ["verify-email", "reset-password"]);
    await cancelPendingEmail(tx, user.id);
    await recordActivity(tx, request, user.id, "password-reset");
    await queueNotice(app, tx, request, { ...user, emailVerified: true }, "password-changed");
    return removed;
  });
  mail.wake();
  // the password is set: an attempt too many that stays counted is no reason to say otherwise
  await credentialLimits.forget(email).catch((error) => request.log.warn({ err: error }, "attempts stay counted"));
  request.log.info({ event: "password reset", userId, removed }, "password reset");
}

/** Whose link it is that chooses a new password. @throws ApiError INVALID_TOKEN where it would not be taken */
export async function checkReset(db: Database, token: string): Promise<string> {
  const { userId, email } = await checkMailToken(db, token, ["reset-password"]);
  const [user] = await db.select({ email: users.email }).from(users).where(eq(users.id, userId));
  if (user?.email !== email) throw new ApiError("INVALID_TOKEN", "This account now has a different email");
  return email;
}

async function hashNewPassword(password: string, email: string): Promise<string> {
  await refuseWeakPassword(password, email);
  return hashPassword(password);
}

/**
 * Confirms the email of a sign-up. Its password is the one sent along, else the one it has; where strangers may have
 * signed up too it has none, and everything that they may have left in the account goes.
 * @param user locked
 * @throws ApiError INVALID_TOKEN; REAUTHENTICATION_REQUIRED for a page without a password where somebody else may have
 *   signed up too: people open the newest mail, whoever caused it
 */
async function confirmSignUp(
  tx: Transaction,
  user: typeof users.$inferSelect | undefined,
  link: LinkToken,
  { hash, page }: { hash: string | undefined; page: boolean },
): Promise<typeof users.$inferSelect> {
  if (user?.email !== link.email) throw new ApiError("INVALID_TOKEN", "This account now has a different email");
  // by another link, sent at the same moment
  if (user.emailVerified) return user;
  const contested = await isContested(tx, user);
  if (contested && page && hash === undefined) {
    const message = "Someone else may have signed up with this email. Enter the password you want for your account";
    throw new ApiError("REAUTHENTICATION_REQUIRED", message);
  }
  if (contested || hash !== undefined) await removeOtherSignInMethods(tx, user.id);
  if (hash !== undefined) await setPassword(tx, user.id, hash);
  return confirmEmail(tx, link);
}

/** The mail arrived, and was read. */
async function confirmEmail(tx: Transaction, { userId, email, signUp }: LinkToken) {
  const [user] = await tx
    .update(users)
    .set({ emailVerified: true, ...(signUp && { name: signUp.name }) })
    .where(and(eq(users.id, userId), eq(users.email, email)))
    .returning();
  if (!user) throw new ApiError("INVALID_TOKEN", "This account now has a different email");
  return user;
}

const taken = () => new ApiError("EMAIL_TAKEN", "An account with this email already exists");

async function changeEmail(tx: Transaction, { userId, email }: LinkToken) {
  const [user] = await tx
    .update(users)
    .set({ email, emailVerified: true })
    .where(eq(users.id, userId))
    .returning()
    .catch((error) => {
      throw isUniqueViolation(error) ? taken() : error;
    });
  if (!user) throw new ApiError("INVALID_TOKEN", "This account no longer exists");
  return user;
}
