import { type Static, Type } from "@sinclair/typebox";
import { CurrencySchema, closed, MoneySchema, Nullable, StringEnum, TimezoneSchema } from "./common.ts";
import { OrderSchema } from "./orders.ts";

export const RANGES = ["7d", "30d", "90d"] as const;
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = "30d";

/** Days of a range: today and the days before it. */
export const RANGE_DAYS = { "7d": 7, "30d": 30, "90d": 90 } as const satisfies Record<Range, number>;

export const DashboardQuerySchema = Type.Object(
  {
    range: Type.Optional(StringEnum(RANGES, { default: DEFAULT_RANGE, description: "Today and the days before it" })),
    timezone: Type.Optional({ ...TimezoneSchema, default: "UTC" }),
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
      description: "Against the period before, as a ratio: 0.25 is a quarter more. Null where there was none.",
    }),
  ),
});
export type Card = Static<typeof CardSchema>;

export const ChartDaySchema = Type.Object({
  date: Type.String({ format: "date", description: "Calendar day in the requested time zone" }),
  revenueCents: MoneySchema,
  orders: Type.Integer(),
});
export type ChartDay = Static<typeof ChartDaySchema>;

export const DashboardSchema = Type.Object({
  range: StringEnum(RANGES),
  cards: Type.Array(CardSchema, { description: "Refunded orders do not count", minItems: 4, maxItems: 4 }),
  tableRows: Type.Array(OrderSchema, { description: "The newest orders", maxItems: 10 }),
  chartMetrics: Type.Array(ChartDaySchema, { description: "Every day of the range, oldest first" }),
});
export type Dashboard = Static<typeof DashboardSchema>;
