import "@mantine/charts/styles.css";
import type { ChartDay } from "@cafe-app-ai/shared/dashboard";
import { CompositeChart, type CompositeChartSeries } from "@mantine/charts";
import { useMediaQuery } from "@mantine/hooks";
import { formatCount, formatDay, formatMoney, formatMoneyShort } from "../lib/format.ts";
import { messages } from "./messages.ts";
import classes from "./revenue-chart.module.css";

type RevenueChartProps = { days: ChartDay[]; currency: string; withOrders: boolean };

const revenue: CompositeChartSeries = { name: "revenueCents", type: "area", color: "var(--chart-revenue)" };
const orders: CompositeChartSeries = {
  name: "orders",
  type: "line",
  color: "var(--chart-orders)",
  strokeDasharray: "4 3",
  yAxisId: "right",
};

export function RevenueChart({ days, currency, withOrders }: RevenueChartProps) {
  const onPhone = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  const today = days.at(-1)?.date;
  return (
    <CompositeChart
      className={classes.chart}
      h="100%"
      data={days}
      dataKey="date"
      series={withOrders ? [revenue, orders] : [revenue]}
      curveType="linear"
      withDots={days.length <= 7}
      dotProps={{ r: 3 }}
      activeDotProps={{ r: 4 }}
      strokeDasharray="0"
      tickLine="none"
      gridColor="var(--hairline)"
      areaProps={{ fillOpacity: 0.12, activeDot: { r: 4, strokeWidth: 2 } }}
      composedChartProps={{
        title: messages.chartTitle,
        desc: messages.chartDescription,
        margin: { top: 24, right: withOrders ? 20 : 28, bottom: 8, left: 20 },
      }}
      xAxisProps={{
        tickFormatter: (day: string) => formatDay(day),
        ticks: chooseTicks(days, onPhone ? 5 : 10),
        interval: "preserveEnd",
      }}
      yAxisProps={{ tickFormatter: (cents: number) => formatMoneyShort(cents, currency), width: "auto", tickCount: 5 }}
      withRightYAxis={withOrders}
      rightYAxisProps={{ tickFormatter: formatCount, width: "auto", tickCount: 5, allowDecimals: false }}
      referenceLines={[
        { x: today, label: { value: messages.today, position: "top", dx: -16 }, strokeDasharray: "3 3" },
      ]}
      tooltipProps={{
        content: ({ payload }) => <DayTooltip day={payload?.[0]?.payload} currency={currency} />,
      }}
    />
  );
}

/** Evenly spaced days that end with today; left to itself the chart drops labels here and there. */
function chooseTicks(days: ChartDay[], most: number): string[] {
  const step = Math.ceil(days.length / most);
  return days.filter((_, index) => (days.length - 1 - index) % step === 0).map(({ date }) => date);
}

function DayTooltip({ day, currency }: { day: ChartDay | undefined; currency: string }) {
  if (!day) return null;
  return (
    <div className={classes.tooltip}>
      <strong>{formatDay(day.date, "full")}</strong>
      <dl>
        <dt data-series="revenue">{messages.revenueSeries}</dt>
        <dd>{formatMoney(day.revenueCents, currency)}</dd>
        <dt data-series="orders">{messages.ordersSeries}</dt>
        <dd>{formatCount(day.orders)}</dd>
      </dl>
    </div>
  );
}
