import type { Database } from "../../database/client.ts";
import { recordActivity } from "../activity/record-activity.ts";
import { cancelPendingEmail } from "../mail/email-change.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";

/** Ends a change of email that is not verified yet: its link does nothing from then on. Without one, it does nothing. */
export async function cancelEmailChange(db: Database, caller: Caller): Promise<void> {
  await changeAsOwner(db, caller, undefined, async (tx) => {
    const cancelled = await cancelPendingEmail(tx, caller.user.id);
    if (cancelled) await recordActivity(tx, caller.client, caller.user.id, "email-change-cancelled");
  });
}
