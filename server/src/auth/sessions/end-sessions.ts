import { and, eq, exists, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database } from "../../database/client.ts";
import { sessions } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import type { Client } from "../../http/client.ts";
import { recordActivity } from "../activity/record-activity.ts";
import type { Caller } from "../owner/caller.ts";

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

/** Ends all of the user's sessions but the one that asks for it, while that one lasts. @returns how many */
export async function endOtherSessions(db: Database, caller: Caller): Promise<number> {
  const [userId, keptId] = [caller.user.id, caller.session.id];
  return db.transaction(async (tx) => {
    const { rowCount } = await tx
      .delete(sessions)
      .where(
        and(
          eq(sessions.userId, userId),
          ne(sessions.id, keptId),
          exists(tx.select({ one: sql`1` }).from(alias(sessions, "kept")).where(sql`kept.id = ${keptId}`)),
        ),
      );
    if (rowCount) await recordActivity(tx, caller.client, userId, "other-sessions-ended");
    return rowCount ?? 0;
  });
}
