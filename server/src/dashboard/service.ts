import {
  type Card,
  type ChartDay,
  type Dashboard,
  type DashboardQuery,
  DEFAULT_RANGE,
  RANGE_DAYS,
} from "@cafe-app-ai/shared/dashboard";
import { CURRENCY } from "@cafe-app-ai/shared/orders";
import { and, desc, eq, gte, lt, ne, sql } from "drizzle-orm";
import type { Database } from "../database/client.ts";
import { orders } from "../database/schema.ts";
import { daysUntilToday } from "../days.ts";

type Figures = { revenue: number; orders: number; items: number };

/** Reads a user's dashboard. Its two statements are prepared once. */
export function createDashboard(db: Database) {
  const statements = prepareStatements(db);

  return async function getDashboardData(userId: string, query: DashboardQuery): Promise<Dashboard> {
    const { range = DEFAULT_RANGE, timezone = "UTC" } = query;
    const { days, end, previousStart } = daysUntilToday(RANGE_DAYS[range], timezone);
    const starts = days.map(({ start }) => start.toISOString());
    const [figures, newest] = await Promise.all([
      statements.figures.execute({ userId, starts, end, previousStart }),
      statements.newest.execute({ userId }),
    ]);
    // bucket 0 is the period before, 1 the first day
    const byBucket = new Map(figures.map(({ bucket, ...rest }) => [bucket, rest]));
    const figuresByDay = days.map((_, index) => byBucket.get(index + 1) ?? NOTHING);
    return {
      range,
      cards: toCards(figuresByDay.reduce(add, NOTHING), byBucket.get(0) ?? NOTHING),
      tableRows: newest.map((order) => ({ ...order, placedAt: order.placedAt.toISOString() })),
      chartMetrics: days.map(({ date }, index): ChartDay => {
        const day = figuresByDay[index] ?? NOTHING;
        return { date, revenueCents: day.revenue, orders: day.orders };
      }),
    };
  };
}

const NOTHING: Figures = { revenue: 0, orders: 0, items: 0 };

const add = (a: Figures, b: Figures): Figures => ({
  revenue: a.revenue + b.revenue,
  orders: a.orders + b.orders,
  items: a.items + b.items,
});

function toCards(current: Figures, previous: Figures): Card[] {
  const money = { unit: "money", currency: CURRENCY } as const;
  const count = { unit: "count", currency: null } as const;
  const card = (id: Card["id"], label: string, value: (figures: Figures) => number) => ({
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

const averageOrder = ({ revenue, orders }: Figures) => (orders === 0 ? 0 : Math.round(revenue / orders));

function prepareStatements(db: Database) {
  const { userId, placedAt, totalCents, quantity, status } = orders;
  const { id, item, category, currency } = orders;
  return {
    figures: db
      .select({
        bucket: sql<number>`width_bucket(${placedAt}, ${sql.placeholder("starts")}::timestamptz[])`.as("bucket"),
        revenue: sql`sum(${totalCents})`.mapWith(Number),
        orders: sql`count(*)`.mapWith(Number),
        items: sql`sum(${quantity})`.mapWith(Number),
      })
      .from(orders)
      .where(
        and(
          eq(userId, sql.placeholder("userId")),
          gte(placedAt, sql.placeholder("previousStart")),
          lt(placedAt, sql.placeholder("end")),
          ne(status, "refunded"),
        ),
      )
      .groupBy(sql`bucket`)
      .prepare("dashboard_figures"),
    newest: db
      .select({ id, item, category, quantity, totalCents, currency, status, placedAt })
      .from(orders)
      .where(eq(userId, sql.placeholder("userId")))
      .orderBy(desc(placedAt), desc(id))
      .limit(10)
      .prepare("dashboard_newest_orders"),
  };
}
