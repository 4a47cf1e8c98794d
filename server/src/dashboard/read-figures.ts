import { CATEGORIES_MAX, TOP_ITEMS_MAX } from "@cafe-app-ai/shared/dashboard";
import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import type { OrderSummary } from "@cafe-app-ai/shared/orders";
import type { Database } from "../database/client.ts";
import type { Buckets } from "./buckets.ts";
import type { Span } from "./spans.ts";

export type Sums = { orders: number; revenue: number; items: number };

/** What the database knows of a dashboard, in one snapshot. */
export type Figures = {
  version: number;
  currency: string;
  /** The first day is bucket 1; days without orders are left out. */
  days: (Sums & { bucket: number })[];
  categories: (Sums & { name: string })[];
  items: (Sums & { name: string })[];
  newest: OrderSummary[];
};

/** `days` are all days of the range and of what it is compared with, `range` is what makes up the range itself. */
type Question = { owner: string; days: Buckets; range: Span[] };

/** A single statement, so one snapshot and one round trip. */
export async function readFigures(db: Database, { owner, days, range }: Question): Promise<Figures> {
  const { midnights, gaps } = days;
  const values = [
    owner,
    midnights,
    ...toColumns(gaps, "from", "to", "into", "outOf"),
    ...toColumns(range, "grain", "from", "to", "sign"),
  ];
  const { rows } = await db.$client.query<Figures>({ name: "dashboard", text: STATEMENT, values });
  const [figures] = rows;
  if (!figures) throw new Error("the dashboard's statement returned no row");
  return figures;
}

/** An array for each column, as `unnest` takes them. */
const toColumns = <Row, Column extends keyof Row>(rows: Row[], ...columns: Column[]) =>
  columns.map((column) => rows.map((row) => row[column]));

/** The sums of one bucket or name, as JSON numbers. */
const SUMS = "sum(orders) as orders, sum(revenue_cents) as revenue, sum(items_sold) as items";

/**
 * The figures of a grain from `low` to `high`. A lateral join with its `offset` looks up each span in the index: left to
 * itself, the planner reads all quarters there are for each.
 */
const inSpan = (grain: string) => `lateral (
  select category, item, orders, revenue_cents, items_sold from order_figures as figure
  where figure.user_id = $1 and figure.currency = cafe.currency and figure.grain = ${grain}
    and start >= low and start < high offset 0
) as figure`;

/**
 * What counts in each day: the UTC days by midnights, then the quarters in the gaps, added to the day in which they are
 * and taken from the one whose UTC day has them.
 */
const DAYS = `
  select width_bucket(start, $2::timestamptz[]) as bucket, orders, revenue_cents, items_sold
  from order_figures as figure join cafe using (currency)
  where figure.user_id = $1 and grain = 'day'
    and start >= ($2::timestamptz[])[1] and start < ($2::timestamptz[])[cardinality($2::timestamptz[])]
  union all
  select moved.bucket, sign * orders, sign * revenue_cents, sign * items_sold
  from cafe cross join unnest($3::timestamptz[], $4::timestamptz[], $5::int[], $6::int[]) as gap (low, high, into_bucket, out_bucket)
  cross join ${inSpan("'quarter'")}
  cross join lateral (values (gap.into_bucket, 1), (gap.out_bucket, -1)) as moved (bucket, sign)`;

const byName = (name: "category" | "item", limit: number) => `(
  select coalesce(json_agg(named), '[]') from (
    select ${name} as name, ${SUMS} from sales group by ${name} having sum(orders) > 0
    order by revenue desc, orders desc, ${name} limit ${limit}
  ) as named)`;

const STATEMENT = `
  with cafe as materialized (
    select coalesce(max(version), 0) as version, coalesce(max(currency), '${DEFAULT_CURRENCY}') as currency
    from cafes where user_id = $1
  ), days as (
    select bucket, ${SUMS} from (${DAYS}) as counted
    where bucket between 1 and cardinality($2::timestamptz[]) - 1 group by bucket
  ), sales as materialized (
    select category, item, sum(sign * orders) as orders, sum(sign * revenue_cents) as revenue_cents,
      sum(sign * items_sold) as items_sold
    from cafe cross join unnest($7::text[], $8::timestamptz[], $9::timestamptz[], $10::int[]) as span (grain, low, high, sign)
    cross join ${inSpan("span.grain")} group by category, item
  ), newest as (
    select id, item, category, quantity, total_cents as "totalCents", currency, status, placed_at as "placedAt"
    from orders where user_id = $1 and deleted_at is null order by placed_at desc, id desc limit 10
  )
  select version::float8 as version, currency,
    (select coalesce(json_agg(days), '[]') from days) as days,
    ${byName("category", CATEGORIES_MAX)} as categories,
    ${byName("item", TOP_ITEMS_MAX)} as items,
    (select coalesce(json_agg(newest), '[]') from newest) as newest
  from cafe`;
