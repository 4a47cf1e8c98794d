import { eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import { twoFactors } from "../../database/schema.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { newRecoveryCodes } from "../better-auth/recovery-codes.ts";
import { encryptRecoveryCodes } from "../better-auth/two-factor-secrets.ts";
import { queueNotice } from "../mail/notices.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner, type Reauthentication } from "../owner/change-as-owner.ts";
import { requireTwoFactor } from "./require-two-factor.ts";

/** Makes new recovery codes; the old ones are worth nothing from then on. @throws ApiError CONFLICT where it is off */
export async function renewRecoveryCodes(
  app: Pick<FastifyInstance, "auth" | "db" | "mail">,
  caller: Caller,
  reauthentication: Reauthentication,
): Promise<string[]> {
  const userId = caller.user.id;
  const recoveryCodes = newRecoveryCodes();
  const backupCodes = await encryptRecoveryCodes(app.auth, recoveryCodes);
  await changeAsOwner(app.db, caller, reauthentication, async (tx) => {
    await requireTwoFactor(tx, userId, true);
    // whether they reach the owner isn't known before the owner says so
    await tx.update(twoFactors).set({ backupCodes, recoveryCodesSavedAt: null }).where(eq(twoFactors.userId, userId));
    await recordActivity(tx, caller.client, userId, "recovery-codes-renewed");
    await queueNotice(app, tx, caller.client, caller.user, "recovery-codes-renewed");
  });
  app.mail.wake();
  return recoveryCodes;
}
