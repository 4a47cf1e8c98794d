import pg from "pg";
import { explainFailure } from "../explain-failure.ts";
import { openResourcesOrExit, readConfigOrExit } from "../resources.ts";
import { readOptions } from "./read-options.ts";

const USAGE = `Usage: npm run db:check-figures

Compares every account's figures with its orders, and corrects those that are wrong. You can run it while the API is running.`;

/** How many accounts are asked for at once. */
const BATCH = 1000;

/**
 * `npm run db:check-figures`: nobody waits for the comparison, and only an account with wrong figures is locked, while they're mended.
 */
readOptions(USAGE);
const { config, release } = await openResourcesOrExit(readConfigOrExit());
// a connection of its own, past a pooler: the pool's limits are a request's
const client = new pg.Client({
  connectionString: config.databaseMigrateUrl ?? config.databaseUrl,
  application_name: "cafe-app-ai check-figures",
});
try {
  await client.connect();
  // a role behind a pooler may have a request's
  await client.query("set statement_timeout = 0; set lock_timeout = 0");
  const { accounts, figures, wrongAccounts } = await checkAll();
  const result = figures === 0 ? "every figure is right" : `corrected ${figures} figures in ${wrongAccounts} of them`;
  console.log(`Checked ${accounts} accounts: ${result}.`);
} catch (error) {
  console.error(`The figures couldn't be checked: ${explainFailure(error)}`);
  process.exitCode = 1;
} finally {
  await client.end();
  await release();
}

async function checkAll() {
  const found = { accounts: 0, figures: 0, wrongAccounts: 0 };
  let last = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const { rows } = await client.query<{ id: string }>(
      "select id from users where id > $1 and (exists (select from orders where user_id = users.id) or exists (select from cafes where user_id = users.id)) order by id limit $2",
      [last, BATCH],
    );
    for (const { id } of rows) {
      const answer = await client.query<{ wrong: string }>("select mend_order_figures($1) as wrong", [id]);
      const wrong = Number(answer.rows[0]?.wrong);
      found.accounts += 1;
      found.figures += wrong;
      if (wrong > 0) found.wrongAccounts += 1;
      last = id;
    }
    if (rows.length < BATCH) return found;
  }
}
