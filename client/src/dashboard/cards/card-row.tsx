import { type Card, type ChartDay, RANGE_DAYS } from "@cafe-app-ai/shared/dashboard";
import { Skeleton, Text } from "@mantine/core";
import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from "@tabler/icons-react";
import type { CSSProperties } from "react";
import { formatCount, formatMoney, formatPercentage, formatRatio } from "../../lib/format.ts";
import { changeDirection } from "../change-direction.ts";
import { messages } from "../messages.ts";
import type { ComparedDashboard } from "../queries.ts";
import classes from "./card-row.module.css";
import { Sparkline } from "./sparkline.tsx";

/** What a chart day tells of each figure; of items it tells nothing. */
const DAILY: Partial<Record<Card["id"], (day: ChartDay) => number>> = {
  revenue: ({ revenueCents }) => revenueCents,
  orders: ({ orders }) => orders,
  averageOrder: ({ revenueCents, orders }) => (orders === 0 ? 0 : revenueCents / orders),
};

function itemsPerOrder({ cards }: ComparedDashboard): string {
  const [items = 0, orders = 0] = (["itemsSold", "orders"] as const).map(
    (id) => cards.find((card) => card.id === id)?.value,
  );
  return orders === 0 ? "" : messages.itemsPerOrder(formatRatio(items / orders));
}

const CARD_IDS = Object.keys(messages.cards);

/** The four figures of the range, each against the period before. */
export function CardRow({ data }: { data: ComparedDashboard | undefined }) {
  return (
    <section aria-label={messages.summary} className={classes.row}>
      {data
        ? data.cards.map((card) => <FigureCard key={card.id} card={card} data={data} />)
        : CARD_IDS.map((id) => <FigureCardSkeleton key={id} />)}
    </section>
  );
}

function FigureCard({ card, data }: { card: Card; data: ComparedDashboard }) {
  const money = card.unit === "money" && card.currency !== null;
  const figure = money ? formatMoney(card.value, card.currency ?? "") : formatCount(card.value);
  const daily = DAILY[card.id];
  return (
    <article className={classes.card}>
      <Text component="h2" size="sm" lh="20px" c="dimmed" fw={500} truncate>
        {messages.cards[card.id]}
      </Text>
      {/* A long sum is set smaller rather than cut. */}
      <p className={classes.figure} style={{ "--characters": figure.length } as CSSProperties}>
        <bdi>{figure}</bdi>
      </p>
      <Change change={card.change} against={messages.against(data.compare, RANGE_DAYS[data.range])} />
      {daily ? (
        <Sparkline values={data.chartMetrics.map(daily)} />
      ) : (
        <p className={classes.ratio}>{itemsPerOrder(data)}</p>
      )}
    </article>
  );
}

function Change({ change, against }: { change: number | null; against: string }) {
  if (change === null) {
    return (
      <p className={classes.change}>
        {messages.noEarlierPeriod} <span className={classes.against}>{messages.toCompareWith}</span>
      </p>
    );
  }
  const direction = changeDirection(change);
  const Arrow = { up: IconArrowUpRight, down: IconArrowDownRight, unchanged: IconArrowRight }[direction];
  return (
    <p className={classes.change}>
      <span className={classes.percentage} data-direction={direction}>
        <Arrow size={16} stroke={2} aria-hidden />
        {messages[direction](formatPercentage(Math.abs(change)))}
      </span>{" "}
      <span className={classes.against}>{against}</span>
    </p>
  );
}

function FigureCardSkeleton() {
  return (
    <div className={classes.card} aria-hidden>
      <div className={classes.line}>
        <Skeleton height={14} width="40%" my={3} />
      </div>
      <div className={`${classes.line} ${classes.figure}`}>
        <Skeleton height={24} width="65%" my={6} />
      </div>
      <div className={`${classes.line} ${classes.change}`}>
        <Skeleton height={12} width="45%" my={4} />
        <Skeleton height={12} width="75%" mt={8} />
      </div>
      <Skeleton height={28} mt={8} />
    </div>
  );
}
