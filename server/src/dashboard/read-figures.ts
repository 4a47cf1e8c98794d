import { CATEGORIES_MAX, TOP_ITEMS_MAX } from "@cafe-app-ai/shared/dashboard";
import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import type { OrderSummary } from "@cafe-app-ai/shared/orders";
import type { Database } from "../database/client.ts";
import type { Buckets } from "./buckets.ts";

export type Sums = { orders: number; revenue: number; items: number };

/** What the database knows of a dashboard, all of one moment. */
export type Figures = {
  version: number;
  currency: string;
  /** The first day is bucket 1; days without orders are left out. */
  days: (Sums & { bucket: number })[];
  categories: (Sums & { name: string })[];
  items: (Sums & { name: string })[];
  newest: OrderSummary[];
};

/** `range` is where the range itself begins and ends, `days` all days of it and of what it is compared with. */
type Question = { owner: string; days: Buckets; range: Buckets };

/** One statement: one snapshot, and one way to the database and back. */
export async function readFigures(db: Database, { owner, days, range }: Question): Promise<Figures> {
  const values = [owner, ...toParameters(days), ...toParameters(range)];
  const { rows } = await db.$client.query<Figures>({ name: "dashboard", text: STATEMENT, values });
  const [figures] = rows;
  if (!figures) throw new Error("the dashboard's statement returned no row");
  return figures;
}

const toParameters = ({ midnights, gaps }: Buckets) => [
  midnights,
  gaps.map(({ from }) => from),
  gaps.map(({ to }) => to),
  gaps.map(({ into }) => into),
  gaps.map(({ outOf }) => outOf),
];

/** The sums of one bucket or name, as JSON numbers. */
const SUMS = "sum(orders) as orders, sum(revenue_cents) as revenue, sum(items_sold) as items";

/**
 * What counts in each bucket: the UTC days by midnights, then the quarters in the gaps, added to the bucket in which they
 * are and taken from the one whose UTC day has them. `first` is the number of the first of the five parameters. The lateral
 * join with its `offset` looks up each gap in the index: left to itself, the planner reads all quarters there are for each.
 */
const bucketed = (day: string, quarter: string, first: number) => {
  const midnights = `$${first}::timestamptz[]`;
  return `
    select width_bucket(start, ${midnights}) as bucket, category, item, orders, revenue_cents, items_sold
    from order_figures as figure join cafe using (currency)
    where figure.user_id = $1 and grain = '${day}'
      and start >= (${midnights})[1] and start < (${midnights})[cardinality(${midnights})]
    union all
    select moved.bucket, category, item, sign * orders, sign * revenue_cents, sign * items_sold
    from cafe cross join unnest(
      $${first + 1}::timestamptz[], $${first + 2}::timestamptz[], $${first + 3}::int[], $${first + 4}::int[]
    ) as gap (low, high, into_bucket, out_bucket)
    cross join lateral (
      select category, item, orders, revenue_cents, items_sold from order_figures as figure
      where figure.user_id = $1 and figure.currency = cafe.currency and grain = '${quarter}'
        and start >= gap.low and start < gap.high offset 0
    ) as figure
    cross join lateral (values (gap.into_bucket, 1), (gap.out_bucket, -1)) as moved (bucket, sign)`;
};

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
    select bucket, ${SUMS} from (${bucketed("day", "quarter", 2)}) as counted
    where bucket between 1 and cardinality($2::timestamptz[]) - 1 group by bucket
  ), sales as materialized (
    select category, item, sum(orders) as orders, sum(revenue_cents) as revenue_cents, sum(items_sold) as items_sold
    from (${bucketed("item-day", "item-quarter", 7)}) as counted where bucket = 1 group by category, item
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
