import type { Activity, ActivityPage, ActivityQuery } from "@cafe-app-ai/shared/auth/activity";
import { and, desc, eq, sql } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { activity } from "../../database/schema.ts";
import type { signedCursors } from "../../http/signed-cursor.ts";

/** An event's time and id: a place in the list. */
export type Position = readonly [at: string, id: string];

/** What the account's owner is shown of its events, newest first. @throws ApiError VALIDATION_ERROR for another's cursor */
export async function listActivity(
  db: Database,
  cursors: ReturnType<typeof signedCursors<Position>>,
  userId: string,
  { limit = 25, cursor }: ActivityQuery,
): Promise<ActivityPage> {
  const after = cursor === undefined ? undefined : cursors.read([userId], cursor);
  // one extra row shows whether there is another page
  const found = await readActivity(db, userId, after, limit + 1);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, nextCursor: last ? cursors.write([userId], [last.at, last.id]) : null };
}

/** Events after a place in the list. */
export async function readActivity(
  db: Database,
  userId: string,
  after: Position | undefined,
  limit: number,
): Promise<Activity[]> {
  const { id, event, at, ipAddress, userAgent, requestId } = activity;
  const rows = await db
    .select({ id, event, at, ipAddress, userAgent, requestId })
    .from(activity)
    .where(
      and(eq(activity.userId, userId), after && sql`(${at}, ${id}) < (${after[0]}::timestamptz, ${after[1]}::uuid)`),
    )
    .orderBy(desc(at), desc(id))
    .limit(limit);
  return rows.map((row) => ({ ...row, userAgent: row.userAgent || null, at: row.at.toISOString() }));
}
