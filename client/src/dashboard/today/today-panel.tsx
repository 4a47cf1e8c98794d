import type { ChartDay } from "@cafe-app-ai/shared/dashboard";
import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import { Skeleton, Title } from "@mantine/core";
import { formatCount, formatMoney } from "../../lib/format.ts";
import { messages } from "../messages.ts";
import type { ComparedDashboard } from "../queries.ts";
import classes from "./today-panel.module.css";

/** The café's day as it goes, whatever the range: it's counted anew with each order. */
export function TodayPanel({ data }: { data: ComparedDashboard | undefined }) {
  const [yesterday, today] = data?.chartMetrics.slice(-2) ?? [];
  const currency = data?.cards.find((card) => card.currency)?.currency ?? DEFAULT_CURRENCY;
  const figures = [
    { label: messages.cards.revenue, value: today && formatMoney(today.revenueCents, currency) },
    { label: messages.cards.orders, value: today && formatCount(today.orders) },
    { label: messages.cards.averageOrder, value: today && averageOrder(today, currency) },
    { label: messages.yesterday, value: yesterday && formatMoney(yesterday.revenueCents, currency) },
  ];
  return (
    <section aria-label={messages.todaySoFar} className={classes.today}>
      <Title order={2} className={classes.title}>
        {messages.todaySoFar}
      </Title>
      <dl className={classes.figures}>
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value === undefined ? <Skeleton height={14} width={56} my={4} /> : <bdi>{value}</bdi>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const averageOrder = ({ revenueCents, orders }: ChartDay, currency: string) =>
  orders === 0 ? "–" : formatMoney(Math.round(revenueCents / orders), currency);
