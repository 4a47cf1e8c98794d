import { asc, isNotNull, sql } from "drizzle-orm";
import { createDatabase, type Database } from "../database/client.ts";
import { mails } from "../database/schema.ts";
import { explainFailure } from "../explain-failure.ts";
import { openResourcesOrExit, readConfigOrExit } from "../resources.ts";
import { confirm } from "./confirm.ts";
import { readOptions } from "./read-options.ts";

const USAGE = `Usage: npm run mail -- retry [--yes]

Lists the emails that failed for good, asks, and puts them back into the queue. A running server sends them within seconds.

  --yes  skip the confirmation`;

/** How many the list names. */
const SHOWN = 20;

/** `npm run mail -- retry` */
async function retry(db: Database, { yes }: { yes: boolean }): Promise<void> {
  const { kind, recipient, attempts, failedAt } = mails;
  const total = await db.$count(mails, isNotNull(failedAt));
  if (total === 0) return console.log("There are no failed emails.");
  const oldest = await db
    .select({ kind, recipient, attempts, failedAt })
    .from(mails)
    .where(isNotNull(failedAt))
    .orderBy(asc(failedAt))
    .limit(SHOWN);
  for (const mail of oldest) {
    console.log(`${mail.failedAt?.toISOString()}  ${mail.kind}  ${mail.recipient}  ${mail.attempts} attempts`);
  }
  if (total > SHOWN) console.log(`… and ${total - SHOWN} more`);
  const count = total === 1 ? "1 email" : `${total} emails`;
  if (!(await confirm(`Try ${count} again?`, { yes }))) return;
  const { rowCount } = await db
    .update(mails)
    .set({ failedAt: null, attempts: 0, sendAfter: sql`now()` })
    .where(isNotNull(failedAt));
  console.log(`Queued ${rowCount} again. A running server sends them within seconds.`);
}

const { values, positionals } = readOptions(USAGE, {
  options: { yes: { type: "boolean", default: false } },
  allowPositionals: true,
});
if (positionals.join(" ") !== "retry") {
  console.error(USAGE);
  process.exitCode = 1;
} else {
  const { config, release } = await openResourcesOrExit(readConfigOrExit());
  const db = createDatabase({ url: config.databaseUrl, max: 1 });
  try {
    await retry(db, values);
  } catch (error) {
    console.error(`The emails couldn't be retried: ${explainFailure(error)}`);
    process.exitCode = 1;
  } finally {
    await db.$client.end();
    await release();
  }
}
