import type { Order, OrderList } from "@cafe-app-ai/shared/orders";
import { useState } from "react";
import { useKeptFocus } from "../../components/page/use-kept-focus.ts";
import { FIRST_PAGE } from "../list-state.ts";
import type { List } from "../use-list.ts";
import { EmptyList } from "./empty-list.tsx";
import { messages } from "./messages.ts";
import classes from "./orders-list.module.css";
import { OrdersSkeleton } from "./orders-skeleton.tsx";
import { Pager } from "./pager.tsx";
import { OrdersCards } from "./rows/orders-cards.tsx";
import { OrdersTable } from "./rows/orders-table.tsx";
import { BulkBar } from "./selection/bulk-bar.tsx";
import { useOrdersTable } from "./use-orders-table.tsx";

type OrdersListProps = { data: OrderList | undefined; pages: List; inCards: boolean; switching: boolean };

const NO_ROWS: Order[] = [];

/** A page of orders, in columns or in cards. */
export function OrdersList({ data, pages, inCards, switching }: OrdersListProps) {
  const [selection, setSelection] = useState<Record<string, true>>({});
  const table = useOrdersTable(data?.rows ?? NO_ROWS, selection, setSelection);
  const { list, change } = pages;
  // What is selected belongs to what was looked for; it stays from page to page.
  const lookedFor = JSON.stringify({ ...list, ...FIRST_PAGE });
  const [selectedFor, setSelectedFor] = useState(lookedFor);
  if (lookedFor !== selectedFor) {
    setSelectedFor(lookedFor);
    setSelection({});
  }
  const kept = useKeptFocus();
  const bulkBar = data && Object.keys(selection).length > 0 && <BulkBar table={table} data={data} list={list} />;

  return (
    <section className={classes.panel} aria-label={messages.list} aria-busy={switching} {...kept.props}>
      {!data ? (
        <OrdersSkeleton inCards={inCards} />
      ) : (
        <div className={classes.body} data-switching={switching || undefined}>
          {data.rows.length === 0 ? (
            <EmptyList list={list} change={change} />
          ) : inCards ? (
            <OrdersCards table={table} bulkBar={bulkBar} />
          ) : (
            <OrdersTable table={table} list={list} change={change} bulkBar={bulkBar} />
          )}
          {(data.rows.length > 0 || list.page > 1) && <Pager data={data} pages={pages} switching={switching} />}
        </div>
      )}
    </section>
  );
}
