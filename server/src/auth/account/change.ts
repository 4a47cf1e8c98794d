import type { ChangeEmail, ChangePassword } from "@cafe-app-ai/shared/account";
import { and, eq, ne, sql } from "drizzle-orm";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { mails, sessions } from "../../database/schema.ts";
import { endMailTokens } from "../mail/tokens.ts";
import { setPassword } from "../ownership.ts";
import { hashPassword } from "../password.ts";
import { reauthenticate, requireCurrentPassword } from "../reauthentication.ts";
import { refuseWeakPassword } from "../weak-password.ts";

type App = Pick<FastifyInstance, "db" | "mail" | "credentialLimits">;

/**
 * Sets another password, ends the account's other sessions and outstanding resets, and tells the owner.
 * @returns how many sessions were ended
 * @throws ApiError INVALID_CREDENTIALS, WEAK_PASSWORD
 */
export async function changePassword(
  app: App,
  { currentPassword, newPassword }: ChangePassword,
  request: FastifyRequest,
): Promise<number> {
  const { id: userId, email } = request.user;
  await requireCurrentPassword(app, request, currentPassword);
  await refuseWeakPassword(newPassword, email, "/newPassword");
  const hash = await hashPassword(newPassword);
  const ended = await app.db.transaction(async (tx) => {
    await setPassword(tx, userId, hash);
    await endMailTokens(tx, userId, ["reset-password"]);
    const notice = { notice: "password-changed" };
    await app.mail.queue(tx, { kind: "notice", recipient: email, data: notice, requestId: request.id });
    const others = and(eq(sessions.userId, userId), ne(sessions.id, request.session.id));
    const { rowCount } = await tx.delete(sessions).where(others);
    return rowCount ?? 0;
  });
  app.mail.wake();
  request.log.info({ event: "password changed", userId, ended }, "password changed");
  return ended;
}

/** Mails the new address a link, and tells the old one. @throws ApiError as `reauthenticate` does */
export async function askForNewAddress(
  app: App,
  { email, password }: ChangeEmail,
  request: FastifyRequest,
): Promise<void> {
  const { user } = request;
  await reauthenticate(app, request, password);
  const recipient = email.toLowerCase();
  await app.db.transaction(async (tx) => {
    // only the newest wish counts
    await endMailTokens(tx, user.id, ["change-email"]);
    await tx.delete(mails).where(and(eq(mails.kind, "change-email"), sql`${mails.data}->>'userId' = ${user.id}`));
    const data = { userId: user.id };
    await app.mail.queue(tx, { kind: "change-email", recipient, data, requestId: request.id });
    const told = { kind: "email-change-asked", recipient: user.email, data: { email: recipient } };
    await app.mail.queue(tx, { ...told, requestId: request.id });
  });
  app.mail.wake();
  request.log.info({ event: "new address asked for", userId: user.id }, "new address asked for");
}
