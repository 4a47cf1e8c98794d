import type { TestApp } from "./build-test-app.ts";
import { runStatement } from "./database/database.ts";

export type ActivityRow = {
  id: string;
  event: string;
  at: string;
  ipAddress: string;
  userAgent: string;
  requestId: string;
};
type Headers = Record<string, string>;
type Requests = Pick<TestApp, "request">;

/** A page of the account's events, the newest first. */
export async function listActivity(
  { request }: Requests,
  headers: Headers,
  query: Record<string, string | number> = {},
) {
  const { body } = await request.get("/api/auth/activity").set(headers).query(query).expect(200);
  return body.data as { rows: ActivityRow[]; nextCursor: string | null };
}

/** The names of the account's events, the oldest first. */
export const eventsOf = async (app: Requests, headers: Headers) =>
  (await listActivity(app, headers, { limit: 100 })).rows.map(({ event }) => event).toReversed();

/** Events straight in the database, a second apart, the newest of a second ago. */
export const insertEvents = ({ databaseUrl }: Pick<TestApp, "databaseUrl">, userId: string, count: number) =>
  runStatement(
    databaseUrl,
    `insert into activity (user_id, event, at, request_id)
     select $1, 'profile-changed', now() - make_interval(secs => n), 'r' from generate_series(1, $2::int) n`,
    [userId, count],
  );
