import { eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import { twoFactors, users } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import type { Client } from "../../http/client/client.ts";
import type { ActiveSession } from "../../session/sessions.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { queueNotice } from "../mail/notices.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner, type Reauthentication } from "../owner/change-as-owner.ts";
import { replaceSessionToken } from "../sessions/replace-session-token.ts";
import { requireTwoFactor } from "./require-two-factor.ts";

/**
 * Turns two-factor authentication off, and forgets the secret and the recovery codes.
 * @returns the session, with its new token
 * @throws ApiError CONFLICT where it is off
 */
export async function turnOffTwoFactor(
  app: Pick<FastifyInstance, "db" | "mail" | "sessions">,
  caller: Caller,
  reauthentication: Reauthentication,
): Promise<ActiveSession> {
  const session = await changeAsOwner(app.db, caller, reauthentication, async (tx) => {
    await removeTwoFactor(app, tx, caller.client, caller.user);
    return app.sessions.open(await replaceSessionToken(tx, caller.session), tx);
  });
  app.mail.wake();
  return session;
}

/** Turns it off for a user whose row is locked. @throws ApiError CONFLICT where it is off */
export async function removeTwoFactor(
  app: Pick<FastifyInstance, "mail">,
  tx: Transaction,
  client: Client,
  user: Pick<Caller["user"], "id" | "email" | "emailVerified">,
): Promise<void> {
  await requireTwoFactor(tx, user.id, true);
  await tx.delete(twoFactors).where(eq(twoFactors.userId, user.id));
  await tx.update(users).set({ twoFactorEnabled: false }).where(eq(users.id, user.id));
  await recordActivity(tx, client, user.id, "two-factor-off");
  await queueNotice(app, tx, client, user, "two-factor-off");
}
