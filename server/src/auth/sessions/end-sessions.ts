import { and, eq } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { sessions } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import type { Client } from "../../http/client/client.ts";
import { recordActivity } from "../activity/record-activity.ts";
import type { Caller } from "../owner/caller.ts";
import { changeAsOwner } from "../owner/change-as-owner.ts";
import { endSignIns } from "../owner/end-sign-ins.ts";

/** Ends a session because its owner says so. Ending an unknown one is no error. */
export async function signOut(db: Database, token: string, client: Client): Promise<void> {
  await db.transaction(async (tx) => {
    const [ended] = await tx.delete(sessions).where(eq(sessions.token, token)).returning({ userId: sessions.userId });
    if (ended) await recordActivity(tx, client, ended.userId, "signed-out");
  });
}

/** Ends one of the user's sessions. @throws ApiError NOT_FOUND for anybody else's */
export async function endSession(db: Database, caller: Caller, id: string): Promise<void> {
  const userId = caller.user.id;
  await db.transaction(async (tx) => {
    const { rowCount } = await tx.delete(sessions).where(and(eq(sessions.id, id), eq(sessions.userId, userId)));
    if (!rowCount) throw new ApiError("NOT_FOUND", "Session not found.");
    await recordActivity(tx, caller.client, userId, "session-ended");
  });
}

/** Ends all of the user's sessions except the one that asks for it. @returns how many */
export async function endOtherSessions(db: Database, caller: Caller): Promise<number> {
  return changeAsOwner(db, caller, undefined, async (tx) => {
    const ended = await endSignIns(tx, caller.user.id, caller.session.id);
    if (ended > 0) await recordActivity(tx, caller.client, caller.user.id, "other-sessions-ended");
    return ended;
  });
}
