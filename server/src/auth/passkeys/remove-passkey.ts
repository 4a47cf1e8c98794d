import { and, eq } from "drizzle-orm";
import type { FastifyInstance } from "fastify";
import type { Config } from "../../config.ts";
import { passkeys } from "../../database/schema.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { queueNotice } from "../mail/notices.ts";
import type { Caller } from "../owner/caller.ts";
import type { Reauthentication } from "../owner/change-as-owner.ts";
import { removeSignInMethod } from "../owner/remove-sign-in-method.ts";
import { noSuchPasskey } from "./rename-passkey.ts";

/** @throws ApiError NOT_FOUND for anybody else's, CONFLICT for the last sign-in method */
export async function removePasskey(
  app: Pick<FastifyInstance, "db" | "mail">,
  config: Config,
  caller: Caller,
  { id, reauthentication }: { id: string; reauthentication: Reauthentication },
): Promise<void> {
  const own = and(eq(passkeys.id, id), eq(passkeys.userId, caller.user.id));
  const removed = await removeSignInMethod(app.db, config, caller, reauthentication, async (tx) => {
    const { rowCount } = await tx.delete(passkeys).where(own);
    if (rowCount !== 1) return false;
    await recordActivity(tx, caller.client, caller.user.id, "passkey-removed");
    await queueNotice(app, tx, caller.client, caller.user, "passkey-removed");
    return true;
  });
  if (!removed) throw noSuchPasskey();
  app.mail.wake();
}
