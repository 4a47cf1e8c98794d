import type { ResetPassword } from "@cafe-app-ai/shared/auth/password-reset";
import type { FastifyInstance } from "fastify";
import { ApiError } from "../../errors.ts";
import type { Client } from "../../http/client/client.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { cancelPendingEmail } from "../mail/email-change.ts";
import { checkMailToken, claimReset, endMailTokens, takeMailToken } from "../mail/link-tokens.ts";
import { queueNotice } from "../mail/notices.ts";
import { lockUser } from "../owner/change-as-owner.ts";
import { confirmEmail } from "../owner/confirm-email.ts";
import { endSignIns } from "../owner/end-sign-ins.ts";
import { removeAddedSince, removeOtherSignInMethods } from "../owner/remove-sign-in-methods.ts";
import { hashNewPassword } from "../password/hash-new-password.ts";
import { setPassword } from "../password/set-password.ts";

type App = Pick<FastifyInstance, "db" | "mail" | "credentialLimits" | "log">;

/**
 * Sets the password of whoever got the mail and ends everything that somebody else may hold: sessions, sign-ins that
 * wait for a code, other mails' tokens, and what was added to the account since the link was mailed. Two-factor authentication
 * that was on before stays on. Changes that are made at the same moment lose: docs/decisions/0015.
 * @returns whose password it is, and how many sign-in methods were removed
 * @throws ApiError INVALID_TOKEN, WEAK_PASSWORD
 */
export async function resetPassword(
  app: App,
  { token, password }: ResetPassword,
  client: Client,
): Promise<{ userId: string; removed: number }> {
  const { db, mail, credentialLimits, log } = app;
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
    if (user?.email !== link.email) throw new ApiError("INVALID_TOKEN", "This account now has a different email.");
    // what was added before the email was verified may be somebody else's, who signed up with it
    if (!user.emailVerified) await removeOtherSignInMethods(tx, user.id);
    await confirmEmail(tx, link);
    await setPassword(tx, user.id, hash);
    const removed = await removeAddedSince(tx, user.id, link.issuedAt);
    // after the password: a sign-in by the old one that came first is among them, and none comes later
    await endSignIns(tx, user.id);
    await endMailTokens(tx, user.id, ["verify-email", "reset-password"]);
    await cancelPendingEmail(tx, user.id);
    await recordActivity(tx, client, user.id, "password-reset");
    await queueNotice(app, tx, client, { ...user, emailVerified: true }, "password-changed");
    return removed;
  });
  mail.wake();
  // the password is set: an attempt too many that stays counted is no reason to say otherwise
  await credentialLimits
    .forget(email)
    .catch((error) => log.warn({ err: error, requestId: client.requestId }, "attempts stay counted"));
  return { userId, removed };
}
