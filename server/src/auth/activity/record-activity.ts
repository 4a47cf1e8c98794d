import type { ActivityEvent } from "@cafe-app-ai/shared/auth/activity";
import { sql } from "drizzle-orm";
import type { FastifyBaseLogger } from "fastify";
import type { Database } from "../../database/client.ts";
import { activity, users } from "../../database/schema.ts";
import { withDatabaseTime } from "../../database/time-limit.ts";
import type { Transaction } from "../../database/transaction.ts";
import type { Client } from "../../http/client/client.ts";

/** Of one kind of event an account keeps so many in 24 hours: a script that repeats itself fills no table. */
const DAILY_MAX = 100;
/** The same for wrong guesses, which somebody else may make. */
const DAILY_FAILURES_MAX = 20;
const FAILURES: ReadonlySet<ActivityEvent> = new Set(["sign-in-failed", "code-failed", "password-check-failed"]);

/**
 * Records an event in an account's activity, in the transaction that causes it. Does nothing if there is no account.
 * See docs/decisions/0020.
 */
export async function recordActivity(
  db: Database | Transaction,
  { ip, userAgent, requestId }: Client,
  userId: string,
  event: ActivityEvent,
): Promise<void> {
  await db.execute(sql`
    insert into ${activity} (user_id, event, ip_address, user_agent, request_id)
    select id, ${event}, nullif(${ip}, ''), ${userAgent}, ${requestId}
    from ${users} where id = ${userId} and ${sql.raw(hasRoom("users.id", event))}`);
}

/** The condition, in SQL, that an account has had fewer of these events than it keeps. */
export function hasRoom(userId: string, event: ActivityEvent): string {
  const max = FAILURES.has(event) ? DAILY_FAILURES_MAX : DAILY_MAX;
  return `(select count(*) from (
    select from activity past
    where past.user_id = ${userId} and past.at > now() - interval '1 day' and past.event = '${event}' limit ${max}
  ) today) < ${max}`;
}

/**
 * Records a wrong guess after the response is sent, so that response times don't reveal whether an account exists. If it
 * can't be recorded, the log still has it.
 */
export function recordFailure(
  { db, log }: { db: Database; log: FastifyBaseLogger },
  client: Client,
  userId: string,
  event: ActivityEvent,
): void {
  setImmediate(() =>
    withDatabaseTime(db.timeLimitMs, () => recordActivity(db, client, userId, event)).catch((error) =>
      log.warn({ err: error, event, requestId: client.requestId }, "a wrong guess could not be noted"),
    ),
  );
}
