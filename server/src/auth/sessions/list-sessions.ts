import type { Passkey, SessionSummary } from "@cafe-app-ai/shared/account";
import { and, desc, eq, exists, gt, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { FastifyRequest } from "fastify";
import type { Database } from "../../database/client.ts";
import { passkeys, sessions } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { SESSIONS_MAX } from "../../session/plugin.ts";
import { recordActivity } from "../activity/record-activity.ts";

/** The user's sessions, the newest use first, as many as an account may have; they carry no tokens. */
export async function listSessions(db: Database, userId: string, currentId: string): Promise<SessionSummary[]> {
  const { id, createdAt, lastSeenAt, expiresAt, ipAddress, userAgent } = sessions;
  const rows = await db
    .select({ id, createdAt, lastSeenAt, expiresAt, ipAddress, userAgent })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(expiresAt, sql`now()`)))
    .orderBy(desc(lastSeenAt), desc(id))
    .limit(SESSIONS_MAX);
  return rows.map((row) => ({
    ...row,
    current: row.id === currentId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}

/** Ends one of the user's sessions. @throws ApiError NOT_FOUND for anybody else's */
export async function endSession(db: Database, request: FastifyRequest, id: string): Promise<void> {
  const userId = request.user.id;
  await db.transaction(async (tx) => {
    const { rowCount } = await tx.delete(sessions).where(and(eq(sessions.id, id), eq(sessions.userId, userId)));
    if (!rowCount) throw new ApiError("NOT_FOUND", "Session not found");
    await recordActivity(tx, request, userId, "session-ended");
  });
}

/** Ends all of the user's sessions but the one that asks for it, while that one lasts. @returns how many */
export async function endOtherSessions(db: Database, request: FastifyRequest): Promise<number> {
  const [userId, keptId] = [request.user.id, request.session.id];
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
    if (rowCount) await recordActivity(tx, request, userId, "other-sessions-ended");
    return rowCount ?? 0;
  });
}

/** The user's passkeys, the oldest first. */
export async function listPasskeys(db: Database, userId: string): Promise<Passkey[]> {
  const { id, name, backedUp, createdAt } = passkeys;
  const rows = await db
    .select({ id, name, synced: backedUp, createdAt })
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(createdAt, id);
  return rows.map((row) => ({ ...row, name: row.name ?? "", createdAt: row.createdAt.toISOString() }));
}
