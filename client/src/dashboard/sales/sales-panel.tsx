import { TOP_ITEMS_MAX } from "@cafe-app-ai/shared/dashboard";
import { Button, Skeleton, Text, Title } from "@mantine/core";
import { useToggle } from "@mantine/hooks";
import { useId } from "react";
import { Link } from "react-router";
import { Panel } from "../../components/page/panel.tsx";
import { formatMoney, formatPercentage } from "../../lib/format.ts";
import { messages } from "../messages.ts";
import type { ComparedDashboard } from "../queries.ts";
import { useSteady } from "../use-steady.ts";
import classes from "./sales-panel.module.css";

type Sold = { name: string; filter: "category" | "item"; revenueCents: number; share: number };

/** As many as there are top items; the rest is a button away. */
const SHOWN = TOP_ITEMS_MAX;

/** What brings the revenue in, by category and by item; each row leads to its orders of the same days. */
export function SalesPanel({ data: newest }: { data: ComparedDashboard | undefined }) {
  const { steady: data, area } = useSteady(newest);
  const categories = data?.categories.map(
    ({ category, ...sold }): Sold => ({ ...sold, name: category, filter: "category" }),
  );
  const items = data?.topItems.map(({ item, ...sold }): Sold => ({ ...sold, name: item, filter: "item" }));
  return (
    <Panel title={messages.sellsTitle}>
      <div className={classes.lists} {...area}>
        <SoldList title={messages.categoriesTitle} rows={categories} data={data} />
        <SoldList title={messages.topItemsTitle} rows={items} data={data} />
      </div>
    </Panel>
  );
}

type SoldListProps = { title: string; rows: Sold[] | undefined; data: ComparedDashboard | undefined };

function SoldList({ title, rows, data }: SoldListProps) {
  const titleId = useId();
  const [all, showAll] = useToggle();
  const currency = data?.cards.find((card) => card.currency)?.currency;
  const days = { from: data?.chartMetrics[0]?.date ?? "", to: data?.chartMetrics.at(-1)?.date ?? "" };
  return (
    <div className={classes.column}>
      <Title order={3} id={titleId} className={classes.title}>
        {title}
      </Title>
      {!rows || !currency ? (
        <Waiting />
      ) : rows.length === 0 ? (
        <Text size="sm" c="dimmed" className={classes.nothing}>
          {messages.nothingSold}
        </Text>
      ) : (
        <>
          <ul aria-labelledby={titleId} className={classes.list}>
            {rows.slice(0, all ? undefined : SHOWN).map(({ name, filter, revenueCents, share }) => (
              <li key={name}>
                <Link to={`/orders?${new URLSearchParams({ [filter]: name, ...days })}`} className={classes.row}>
                  <span className={classes.name}>{name}</span>
                  <span>{formatMoney(revenueCents, currency)}</span>
                  <span className={classes.share}>{formatPercentage(share)}</span>
                  <span className={classes.bar} style={{ inlineSize: `${share * 100}%` }} aria-hidden />
                </Link>
              </li>
            ))}
          </ul>
          {rows.length > SHOWN && (
            <Button
              variant="subtle"
              size="compact-sm"
              className={classes.more}
              onClick={() => showAll()}
              aria-expanded={all}
            >
              {all ? messages.showFewer : messages.showAll(rows.length)}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

const Waiting = () => (
  <div aria-hidden>
    {Array.from({ length: SHOWN }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
      <div key={row} className={classes.waiting}>
        <Skeleton height={12} width="30%" />
        <Skeleton height={12} width="24%" />
      </div>
    ))}
  </div>
);
