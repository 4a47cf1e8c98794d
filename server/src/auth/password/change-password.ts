import type { ChangePassword } from "@cafe-app-ai/shared/auth/password";
import type { FastifyInstance } from "fastify";
import { recordActivity } from "../activity/record-activity.ts";
import { queueNotice } from "../mail/notices.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";
import { endSignIns } from "../owner/end-sign-ins.ts";
import { hashPassword } from "./hash.ts";
import { requireCurrentPassword } from "./reauthenticate.ts";
import { refuseWeakPassword } from "./refuse-weak-password.ts";
import { setPassword } from "./set-password.ts";

type App = Pick<FastifyInstance, "db" | "mail" | "credentialLimits" | "log">;

/**
 * Changes the password, ends the account's other sessions, and tells the owner. A reset link that was already sent keeps
 * working: someone who knows the old password must not be able to take it away.
 * @returns how many sessions were ended
 * @throws ApiError INVALID_CREDENTIALS, WEAK_PASSWORD
 */
export async function changePassword(
  app: App,
  { currentPassword, newPassword }: ChangePassword,
  caller: Caller,
): Promise<number> {
  const { id: userId, email } = caller.user;
  const reauthentication = await requireCurrentPassword(app, caller, currentPassword);
  await refuseWeakPassword(newPassword, email, "/newPassword");
  const hash = await hashPassword(newPassword);
  const ended = await changeAsOwner(app.db, caller, reauthentication, async (tx) => {
    await setPassword(tx, userId, hash);
    await recordActivity(tx, caller.client, userId, "password-changed");
    await queueNotice(app, tx, caller.client, caller.user, "password-changed");
    return endSignIns(tx, userId, caller.session.id);
  });
  app.mail.wake();
  return ended;
}
