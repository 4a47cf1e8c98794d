import type { ChartDay } from "@cafe-app-ai/shared/dashboard";
import { formatCount, formatDay, formatMoney } from "../../lib/format.ts";
import { messages } from "../messages.ts";
import { describeChange, describeRevenue } from "./describe-change.ts";
import classes from "./revenue-chart.module.css";

type DayTooltipProps = { day: ChartDay | undefined; today: string | undefined; currency: string };

/** A day's figures, over the chart. */
export function DayTooltip({ day, today, currency }: DayTooltipProps) {
  if (!day) return null;
  const isToday = day.date === today;
  return (
    <div className={classes.tooltip}>
      <strong>{formatDay(day.date, "full")}</strong>
      <dl>
        <dt data-series="revenue">{messages.revenueSeries}</dt>
        <dd>{describeRevenue(day, currency, isToday)}</dd>
        <dt data-series="compared">{formatDay(day.previous.date, "medium")}</dt>
        <dd>{formatMoney(day.previous.revenueCents, currency)}</dd>
        {!isToday && (
          <>
            <dt data-series="none">{messages.change}</dt>
            <dd>{describeChange(day)}</dd>
          </>
        )}
        <dt data-series="orders">{messages.ordersSeries}</dt>
        <dd>{formatCount(day.orders)}</dd>
      </dl>
    </div>
  );
}
