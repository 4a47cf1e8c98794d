import type { ChangeEmail, ChangePassword } from "@cafe-app-ai/shared/account";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { recordActivity } from "../activity/record-activity.ts";
import { cancelPendingEmail } from "../mail/email-change.ts";
import { queueNotice } from "../mail/notices.ts";
import { accountSender } from "../mail/senders.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";
import { endSignIns, setPassword } from "../owner/ownership.ts";
import { hashPassword } from "../password/hash.ts";
import { reauthenticate, requireCurrentPassword } from "../password/reauthenticate.ts";
import { refuseWeakPassword } from "../password/refuse-weak-password.ts";
import { noteEmailChange } from "./pending-change.ts";

type App = Pick<FastifyInstance, "db" | "mail" | "credentialLimits">;

/**
 * Sets another password, ends the account's other sessions, and tells the owner. A reset that the owner has been mailed
 * stays possible: whoever knows the old password must not be able to take it away.
 * @returns how many sessions were ended
 * @throws ApiError INVALID_CREDENTIALS, WEAK_PASSWORD
 */
export async function changePassword(
  app: App,
  { currentPassword, newPassword }: ChangePassword,
  request: FastifyRequest,
): Promise<number> {
  const { id: userId, email } = request.user;
  const reauthentication = await requireCurrentPassword(app, request, currentPassword);
  await refuseWeakPassword(newPassword, email, "/newPassword");
  const hash = await hashPassword(newPassword);
  const ended = await changeAsOwner(app.db, request, reauthentication, async (tx) => {
    await setPassword(tx, userId, hash);
    await recordActivity(tx, request, userId, "password-changed");
    await queueNotice(app, tx, request, request.user, "password-changed");
    return endSignIns(tx, userId, request.session.id);
  });
  app.mail.wake();
  request.log.info({ event: "password changed", userId, ended }, "password changed");
  return ended;
}

/** Mails the new email a link, and tells the old one. @throws ApiError as `reauthenticate` does */
export async function requestEmailChange(
  app: App,
  { email, password }: ChangeEmail,
  request: FastifyRequest,
): Promise<void> {
  const { user } = request;
  const reauthentication = await reauthenticate(app, request, password);
  const recipient = email.toLowerCase();
  await changeAsOwner(app.db, request, reauthentication, async (tx) => {
    // only the newest wish counts
    await cancelPendingEmail(tx, user.id);
    await noteEmailChange(tx, user.id, recipient);
    await recordActivity(tx, request, user.id, "email-change-requested");
    const sender = accountSender(user.id);
    const data = { userId: user.id, sender };
    await app.mail.queue(tx, { kind: "change-email", recipient, data, requestId: request.id });
    const told = { kind: "email-change-asked", recipient: user.email, data: { email: recipient, sender } };
    await app.mail.queue(tx, { ...told, requestId: request.id });
  });
  app.mail.wake();
  request.log.info({ event: "email change requested", userId: user.id }, "email change requested");
}
