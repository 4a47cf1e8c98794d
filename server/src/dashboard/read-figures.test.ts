import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Database } from "../database/client.ts";
import { daysUntilToday } from "../days.ts";
import { buildTestApp, type TestApp } from "../test/build-test-app.ts";
import { signUpUser } from "../test/factories.ts";
import { toBuckets } from "./buckets.ts";
import { readFigures } from "./read-figures.ts";
import { toSpans } from "./spans.ts";

let app: TestApp;
beforeAll(async () => {
  app = await buildTestApp();
});
afterAll(() => app.close());

type PlanNode = {
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Join Filter"?: number;
  Plans?: PlanNode[];
};

it("reads about as much for the days of any time zone as for those of UTC", async () => {
  const { user } = await signUpUser(app);
  await app.db.execute(sql`insert into orders (user_id, item, category, quantity, total_cents, placed_at)
    select ${user.id}, 'Item ' || n % 200, 'Coffee', 1, 450, now() - n * interval '1 hour' from generate_series(1, 4000) n`);
  await app.db.execute(sql`analyze order_figures`);

  const inUtc = await countRowsLookedAt(user.id, "UTC");
  expect(inUtc).toBeGreaterThan(1000);
  for (const zone of ["America/New_York", "Asia/Kathmandu"]) {
    expect(await countRowsLookedAt(user.id, zone)).toBeLessThan(3 * inUtc);
  }
});

async function countRowsLookedAt(owner: string, zone: string): Promise<number> {
  const { days, end } = daysUntilToday(180, zone);
  const starts = [...days.map(({ start }) => start), end];
  let plan: PlanNode | undefined;
  const query = async ({ text, values }: { text: string; values: unknown[] }) => {
    const { rows } = await app.db.$client.query(`explain (analyze, format json) ${text}`, values);
    plan = rows[0]["QUERY PLAN"][0].Plan;
    return { rows: [{}] };
  };
  const explaining = { $client: { query } } as unknown as Database;
  await readFigures(explaining, { owner, days: toBuckets(starts), range: toSpans(starts[90] ?? end, end) });
  return plan ? countRows(plan) : 0;
}

function countRows(node: PlanNode): number {
  const removed = (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Join Filter"] ?? 0);
  const read = node["Relation Name"] === "order_figures" ? node["Actual Rows"] : 0;
  const below = (node.Plans ?? []).reduce((sum, child) => sum + countRows(child), 0);
  return (read + removed) * node["Actual Loops"] + below;
}
