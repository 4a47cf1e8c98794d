import type { SessionSummary } from "@cafe-app-ai/shared/auth/sessions";
import { and, desc, eq, gt, sql } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { sessions } from "../../database/schema.ts";
import { SESSIONS_MAX } from "../../session/statements.ts";

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
    userAgent: row.userAgent || null,
    current: row.id === currentId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}
