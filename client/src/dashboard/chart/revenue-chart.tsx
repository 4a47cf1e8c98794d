import "@mantine/charts/styles.css";
import type { ChartDay } from "@cafe-app-ai/shared/dashboard";
import { minorUnits } from "@cafe-app-ai/shared/money";
import { CompositeChart, type CompositeChartSeries } from "@mantine/charts";
import { VisuallyHidden } from "@mantine/core";
import { useElementSize } from "@mantine/hooks";
import { useId } from "react";
import { formatCount, formatDay, formatMoneyShort } from "../../lib/format.ts";
import { messages } from "../messages.ts";
import { chooseTicks } from "./chart-scale.ts";
import { DayTooltip } from "./day-tooltip.tsx";
import { describeComparison, describeRevenue } from "./describe-change.ts";
import classes from "./revenue-chart.module.css";
import { useDayKeys } from "./use-day-keys.ts";

type RevenueChartProps = {
  days: ChartDay[];
  /** What the second line is. */
  compared: string;
  currency: string;
  withOrders: boolean;
};

const revenue = { type: "area", color: "var(--chart-revenue)" } as const;
/** The days compared with, behind the range's own. */
const comparedSeries: CompositeChartSeries = { name: "compared", type: "line", color: "var(--chart-previous)" };
const ordersSeries: CompositeChartSeries = {
  name: "orders",
  type: "line",
  color: "var(--chart-orders)",
  strokeDasharray: "4 3",
  yAxisId: "right",
};
/** Pixels that a day's label needs, with the room to the next. */
const DAY_WIDTH = 70;
/** Today is not over: its fall to what has come in so far is no trend, so it is dashed. */
const series: CompositeChartSeries[] = [
  comparedSeries,
  { ...revenue, name: "untilYesterday" },
  { ...revenue, name: "today", strokeDasharray: "3 4" },
];

export function RevenueChart({ days, compared, currency, withOrders }: RevenueChartProps) {
  const { ref, width } = useElementSize();
  const helpId = useId();
  const { chosen, ...keys } = useDayKeys(days.length);
  const day = chosen === undefined ? undefined : days[chosen];
  const today = days.at(-1)?.date;
  const money = chooseTicks(
    Math.max(...days.flatMap(({ revenueCents, previous }) => [revenueCents, previous.revenueCents])),
    minorUnits(currency),
  );
  const counts = chooseTicks(Math.max(...days.map((each) => each.orders)), 1);

  return (
    <div
      ref={ref}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application is worked by its own keys
      tabIndex={0}
      aria-label={messages.chartTitle}
      aria-describedby={helpId}
      className={classes.frame}
      {...keys}
    >
      <VisuallyHidden id={helpId}>{messages.chartHelp}</VisuallyHidden>
      <VisuallyHidden aria-live="polite">
        {day &&
          messages.dayFigures(
            formatDay(day.date, "full"),
            describeRevenue(day, currency, day.date === today),
            formatCount(day.orders),
            describeComparison(day, currency, day.date === today),
          )}
      </VisuallyHidden>
      <ul className={classes.legend}>
        <li data-series="revenue">{messages.revenueSeries}</li>
        <li data-series="compared">{compared}</li>
        {withOrders && <li data-series="orders">{messages.ordersSeries}</li>}
      </ul>
      <CompositeChart
        className={classes.chart}
        h="calc(100% - 24px)"
        data={days.map((each, index) => ({
          ...each,
          compared: each.previous.revenueCents,
          untilYesterday: index < days.length - 1 ? each.revenueCents : null,
          today: index >= days.length - 2 ? each.revenueCents : null,
        }))}
        dataKey="date"
        series={withOrders ? [...series, ordersSeries] : series}
        curveType="linear"
        connectNulls={false}
        withDots={days.length <= 7}
        dotProps={{ r: 3 }}
        activeDotProps={{ r: 4 }}
        strokeDasharray="0"
        tickLine="none"
        gridColor="var(--hairline)"
        areaProps={{ fillOpacity: 0.12, activeDot: { r: 4, strokeWidth: 2 } }}
        composedChartProps={{
          accessibilityLayer: false,
          margin: { top: 24, right: withOrders ? 20 : 28, bottom: 8, left: 20 },
        }}
        xAxisProps={{
          tickFormatter: (date: string) => formatDay(date),
          ticks: chooseDays(days, Math.min(Math.max(Math.floor(width / DAY_WIDTH), 2), 10)),
          interval: "preserveEnd",
        }}
        yAxisProps={{
          tickFormatter: (cents: number) => formatMoneyShort(cents, currency),
          width: "auto",
          ticks: money,
          domain: [0, money.at(-1) ?? 0],
        }}
        withRightYAxis={withOrders}
        rightYAxisProps={{ tickFormatter: formatCount, width: "auto", ticks: counts, domain: [0, counts.at(-1) ?? 0] }}
        referenceLines={[
          { x: today, label: { value: messages.today, position: "top", dx: -16 }, strokeDasharray: "3 3" },
          ...(day ? [{ x: day.date, color: "var(--mantine-color-text)" }] : []),
        ]}
        withTooltip={!day}
        tooltipProps={{
          content: ({ payload }) => <DayTooltip day={payload?.[0]?.payload} today={today} currency={currency} />,
        }}
      />
      {day && chosen !== undefined && (
        <div className={classes.chosen} data-end={chosen > days.length / 2 || undefined}>
          <DayTooltip day={day} today={today} currency={currency} />
        </div>
      )}
    </div>
  );
}

/** Evenly spaced days that end with today; left to itself the chart drops labels here and there. */
function chooseDays(days: ChartDay[], most: number): string[] {
  const step = Math.ceil(days.length / most);
  return days.filter((_, index) => (days.length - 1 - index) % step === 0).map(({ date }) => date);
}
