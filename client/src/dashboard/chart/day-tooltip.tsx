import type { ChartDay } from "@cafe-app-ai/shared/dashboard";
import { formatCount, formatDay, formatMoney } from "../../lib/format.ts";
import { messages } from "../messages.ts";
import { describeChange } from "./describe-change.ts";
import classes from "./revenue-chart.module.css";

/** A day's figures, over the chart. */
export function DayTooltip({ day, currency }: { day: ChartDay | undefined; currency: string }) {
  if (!day) return null;
  return (
    <div className={classes.tooltip}>
      <strong>{formatDay(day.date, "full")}</strong>
      <dl>
        <dt data-series="revenue">{messages.revenueSeries}</dt>
        <dd>{formatMoney(day.revenueCents, currency)}</dd>
        <dt data-series="compared">{formatDay(day.previous.date, "medium")}</dt>
        <dd>{formatMoney(day.previous.revenueCents, currency)}</dd>
        <dt data-series="none">{messages.change}</dt>
        <dd>{describeChange(day)}</dd>
        <dt data-series="orders">{messages.ordersSeries}</dt>
        <dd>{formatCount(day.orders)}</dd>
      </dl>
    </div>
  );
}
