import {
  type Card,
  type CategorySales,
  type Comparison,
  comparisonShift,
  type Dashboard,
  type ItemSales,
  RANGE_DAYS,
  type Range,
} from "@cafe-app-ai/shared/dashboard";
import type { Database } from "../database/client.ts";
import { daysUntilToday } from "../days.ts";
import { toBuckets } from "./buckets.ts";
import { readFigures, type Sums } from "./read-figures.ts";
import { toSpans } from "./spans.ts";

export type Question = { owner: string; range: Range; timezone: string; compare: Comparison };

/** A dashboard, and the version of the account's orders that it shows. */
export async function computeDashboard(
  db: Database,
  { owner, range, timezone, compare }: Question,
): Promise<{ version: number; dashboard: Dashboard }> {
  const count = RANGE_DAYS[range];
  const shift = comparisonShift(count, compare);
  const { days, end } = daysUntilToday(count + shift, timezone);
  const starts = [...days.map(({ start }) => start), end];
  const rangeStart = starts[shift] ?? end;
  const figures = await readFigures(db, { owner, days: toBuckets(starts), range: toSpans(rangeStart, end) });

  const byBucket = new Map(figures.days.map(({ bucket, ...sums }) => [bucket, sums]));
  const chartDays = days.map(({ date }, index) => ({ date, ...(byBucket.get(index + 1) ?? NOTHING) }));
  const current = chartDays.slice(shift);
  const previous = chartDays.slice(0, count);
  const revenue = current.reduce(add, NOTHING).revenue;
  const dashboard = {
    range,
    cards: toCards(current.reduce(add, NOTHING), previous.reduce(add, NOTHING), figures.currency),
    tableRows: figures.newest.map((order) => ({ ...order, placedAt: new Date(order.placedAt).toISOString() })),
    chartMetrics: current.map((day, index) => ({ ...toChartDay(day), previous: toChartDay(previous[index] ?? day) })),
    categories: figures.categories.map(
      ({ name, ...sums }): CategorySales => ({
        category: name,
        ...toSales(sums, revenue),
      }),
    ),
    topItems: figures.items.map(({ name, ...sums }): ItemSales => ({ item: name, ...toSales(sums, revenue) })),
  };
  return { version: figures.version, dashboard };
}

const NOTHING: Sums = { revenue: 0, orders: 0, items: 0 };

const add = (a: Sums, b: Sums): Sums => ({
  revenue: a.revenue + b.revenue,
  orders: a.orders + b.orders,
  items: a.items + b.items,
});

const toChartDay = ({ date, revenue, orders }: Sums & { date: string }) => ({ date, revenueCents: revenue, orders });

const toSales = ({ revenue, orders, items }: Sums, ofRevenue: number) => ({
  revenueCents: revenue,
  orders,
  itemsSold: items,
  share: ofRevenue === 0 ? 0 : revenue / ofRevenue,
});

function toCards(current: Sums, previous: Sums, currency: string): Card[] {
  const money = { unit: "money", currency } as const;
  const count = { unit: "count", currency: null } as const;
  const card = (id: Card["id"], label: string, value: (sums: Sums) => number) => ({
    id,
    label,
    value: value(current),
    change: ratioTo(value(previous), value(current)),
  });
  return [
    { ...card("revenue", "Revenue", ({ revenue }) => revenue), ...money },
    { ...card("orders", "Orders", ({ orders }) => orders), ...count },
    { ...card("averageOrder", "Average order", averageOrder), ...money },
    { ...card("itemsSold", "Items sold", ({ items }) => items), ...count },
  ];
}

/** To four decimals; null where there is nothing to compare with. */
const ratioTo = (previous: number, current: number) =>
  previous === 0 ? null : Math.round((current / previous - 1) * 10_000) / 10_000;

const averageOrder = ({ revenue, orders }: Sums) => (orders === 0 ? 0 : Math.round(revenue / orders));
