import { type Static, Type } from "@sinclair/typebox";
import { CurrencySchema, closed, MoneySchema, Nullable, StringEnum, TimezoneSchema } from "./common.ts";
import { OrderSummarySchema } from "./orders.ts";

export const RANGES = ["7d", "30d", "90d"] as const;
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = "30d";

/** Days of a range: today and the days before it. */
export const RANGE_DAYS = { "7d": 7, "30d": 30, "90d": 90 } as const satisfies Record<Range, number>;

/** What a range is compared with: as many days right before it, or the same weekdays of whole weeks before. */
export const COMPARISONS = ["previous", "weekday"] as const;
export type Comparison = (typeof COMPARISONS)[number];
export const DEFAULT_COMPARISON: Comparison = "previous";

/** How many days back the compared period lies. */
export const comparisonShift = (days: number, comparison: Comparison) =>
  comparison === "weekday" ? Math.ceil(days / 7) * 7 : days;

export const DashboardQuerySchema = Type.Object(
  {
    range: Type.Optional(StringEnum(RANGES, { default: DEFAULT_RANGE, description: "Today and the days before it" })),
    timezone: Type.Optional({
      ...TimezoneSchema,
      description: "IANA time zone whose days count, such as Europe/Berlin; the account's own unless given",
    }),
    compare: Type.Optional(
      StringEnum(COMPARISONS, {
        default: DEFAULT_COMPARISON,
        description: "With the days right before, or with the nearest whole weeks before, weekday by weekday",
      }),
    ),
  },
  closed,
);
export type DashboardQuery = Static<typeof DashboardQuerySchema>;

export const CardSchema = Type.Object({
  id: StringEnum(["revenue", "orders", "averageOrder", "itemsSold"]),
  label: Type.String(),
  value: Type.Integer({ description: "Minor units where the unit is money" }),
  unit: StringEnum(["money", "count"]),
  currency: Nullable(CurrencySchema),
  change: Nullable(
    Type.Number({
      description: "Against the days compared with, as a ratio: 0.25 is a quarter more. Null where there was none.",
    }),
  ),
});
export type Card = Static<typeof CardSchema>;

const day = {
  date: Type.String({ format: "date", description: "Calendar day in the requested time zone" }),
  revenueCents: MoneySchema,
  orders: Type.Integer(),
};
export const ChartDaySchema = Type.Object({
  ...day,
  previous: Type.Object(day, { description: "The day it is compared with" }),
});
export type ChartDay = Static<typeof ChartDaySchema>;

const sales = {
  revenueCents: MoneySchema,
  orders: Type.Integer(),
  itemsSold: Type.Integer(),
  share: Type.Number({ description: "Of the range's revenue, as a ratio from 0 to 1" }),
};
export const CategorySalesSchema = Type.Object({ category: Type.String(), ...sales });
export type CategorySales = Static<typeof CategorySalesSchema>;
export const ItemSalesSchema = Type.Object({ item: Type.String(), ...sales });
export type ItemSales = Static<typeof ItemSalesSchema>;

/** A café has a few; an import may bring any number. */
export const CATEGORIES_MAX = 100;
export const TOP_ITEMS_MAX = 5;

export const DashboardSchema = Type.Object({
  range: StringEnum(RANGES),
  cards: Type.Array(CardSchema, { description: "Refunded orders do not count", minItems: 4, maxItems: 4 }),
  tableRows: Type.Array(OrderSummarySchema, { description: "The newest orders", maxItems: 10 }),
  chartMetrics: Type.Array(ChartDaySchema, { description: "Every day of the range, oldest first" }),
  categories: Type.Array(CategorySalesSchema, { description: "Largest revenue first", maxItems: CATEGORIES_MAX }),
  topItems: Type.Array(ItemSalesSchema, { description: "Largest revenue first", maxItems: TOP_ITEMS_MAX }),
});
export type Dashboard = Static<typeof DashboardSchema>;
