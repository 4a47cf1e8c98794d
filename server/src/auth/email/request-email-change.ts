import type { ChangeEmail } from "@cafe-app-ai/shared/auth/email";
import type { FastifyInstance } from "fastify";
import { recordActivity } from "../activity/record-activity.ts";
import { cancelPendingEmail } from "../mail/email-change.ts";
import { accountSender } from "../mail/senders.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";
import { reauthenticate } from "../password/reauthenticate.ts";
import { noteEmailChange } from "./pending-email.ts";

type App = Pick<FastifyInstance, "db" | "mail" | "credentialLimits" | "log">;

/** Mails the new email a link, and tells the old one. @throws ApiError as `reauthenticate` does */
export async function requestEmailChange(app: App, { email, password }: ChangeEmail, caller: Caller): Promise<void> {
  const { user, client } = caller;
  const reauthentication = await reauthenticate(app, caller, password);
  const recipient = email.toLowerCase();
  await changeAsOwner(app.db, caller, reauthentication, async (tx) => {
    // only the newest request counts
    await cancelPendingEmail(tx, user.id);
    await noteEmailChange(tx, user.id, recipient);
    await recordActivity(tx, client, user.id, "email-change-requested");
    const sender = accountSender(user.id);
    const data = { userId: user.id, sender };
    await app.mail.queue(tx, { kind: "change-email", recipient, data, requestId: client.requestId });
    const told = { kind: "email-change-asked", recipient: user.email, data: { email: recipient, sender } };
    await app.mail.queue(tx, { ...told, requestId: client.requestId });
  });
  app.mail.wake();
}
