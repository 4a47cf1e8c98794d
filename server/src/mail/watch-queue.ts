import { isNotNull, sql } from "drizzle-orm";
import type { Database } from "../database/client.ts";
import { mails } from "../database/schema.ts";
import { withDatabaseTime } from "../database/time-limit.ts";
import { addGauge } from "../metrics/registry.ts";

/** A scrape doesn't wait longer for a database that is busy or unreachable. */
const LIMIT_MS = 500;

const isWaiting = sql`${mails.sentAt} is null and ${mails.failedAt} is null`;

/** Every process tells of the one queue that they share. @returns the function that ends it */
export function watchMailQueue(db: Database): () => void {
  const inTime = <T>(read: () => Promise<T>) => withDatabaseTime(LIMIT_MS, read);
  const stops = [
    addGauge("mails", "Emails that wait, and those that were given up", ["state"], () =>
      inTime(async () => [
        { labels: { state: "waiting" }, value: await db.$count(mails, isWaiting) },
        { labels: { state: "given up" }, value: await db.$count(mails, isNotNull(mails.failedAt)) },
      ]),
    ),
    addGauge("mail_oldest_seconds", "How long the oldest email has waited", [], () =>
      inTime(async () => {
        const age = sql<number>`extract(epoch from now() - min(${mails.createdAt}))::float`;
        const [row] = await db.select({ age }).from(mails).where(isWaiting);
        return [{ value: row?.age ?? 0 }];
      }),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
