import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import { closeAccount } from "../../auth/account/delete-account.ts";
import { recordActivity } from "../../auth/activity/record-activity.ts";
import { confirmSignUp } from "../../auth/email/verify-email.ts";
import { issueResetLink } from "../../auth/mail/links.ts";
import { lockUser } from "../../auth/owner/change-as-owner.ts";
import { endSignIns } from "../../auth/owner/end-sign-ins.ts";
import { removeTwoFactor } from "../../auth/two-factor/turn-off-two-factor.ts";
import type { Config } from "../../config.ts";
import { passkeys, type users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import type { Client } from "../../http/client/client.ts";
import { mailMode } from "../../mail/transport.ts";

export type App = Pick<FastifyInstance, "db" | "mail" | "auth" | "sessions" | "accountRemoval">;
type User = typeof users.$inferSelect;

/** How an account's activity names an operator. */
export const operator = (): Client => ({ requestId: randomUUID(), ip: "", userAgent: "Operator" });

/** Confirms the email as its mail's link would: where strangers may have signed up with it, their way in goes. */
export const verifyUser = (app: App, { id, email }: User) =>
  changeUser(app, id, async (tx, user) => {
    await confirmSignUp(tx, user, { userId: id, email }, { client: operator(), hash: undefined, page: false });
  });

/** Turns two-factor authentication off, removes the passkeys if told so, and ends the sessions and sign-ins. */
export const disableTwoFactor = (app: App, { id }: User, options: { passkeys: boolean }) =>
  changeUser(app, id, async (tx, user) => {
    const client = operator();
    await removeTwoFactor(app, tx, client, user);
    if (options.passkeys) {
      const { rowCount } = await tx.delete(passkeys).where(eq(passkeys.userId, id));
      if (rowCount) await recordActivity(tx, client, id, "passkey-removed");
    }
    if (await endSignIns(tx, id)) await recordActivity(tx, client, id, "all-sessions-ended");
  });

export const endSessions = (app: App, { id }: User) =>
  changeUser(app, id, async (tx) => {
    if (await endSignIns(tx, id)) await recordActivity(tx, operator(), id, "all-sessions-ended");
  });

/** @throws where no email can be sent */
export function checkMail(config: Config): void {
  if (mailMode(config) === "off") throw new Error("This server can't send email: SMTP_URL isn't set");
}

/** @returns a link that sets the password, once, within an hour; undefined where it was mailed */
export async function resetUserPassword(
  app: App,
  config: Config,
  { id }: User,
  { mail }: { mail: boolean },
): Promise<string | undefined> {
  if (mail) checkMail(config);
  return changeUser(app, id, async (tx, user) => {
    const client = operator();
    await recordActivity(tx, client, id, "password-reset-link-created");
    if (!mail) return issueResetLink(tx, config, user);
    const { requestId } = client;
    await app.mail.queue(tx, { kind: "reset-password", recipient: user.email, requestId });
  });
}

/** Deletes the account and waits for the last of its rows. */
export async function deleteUser(app: App, { id }: User): Promise<void> {
  await changeUser(app, id, (tx, user) => closeAccount(app, tx, operator(), user));
  await app.accountRemoval.remove(id);
}

/** Like `changeAsOwner`, but without a session. */
async function changeUser<T>(app: App, id: string, change: (tx: Transaction, user: User) => Promise<T>): Promise<T> {
  const changed = await app.db.transaction(async (tx) => {
    const user = await lockUser(tx, id);
    if (!user) throw new Error("The account was just deleted");
    return change(tx, user);
  });
  app.mail.wake();
  return changed;
}
