import type { OrderSummary } from "@cafe-app-ai/shared/orders";
import { Anchor, Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Link } from "react-router";
import { OrderSummaryCards } from "../../components/cafe/order-summary-cards.tsx";
import { OrderSummaryTable } from "../../components/cafe/order-summary-table.tsx";
import { Panel } from "../../components/page/panel.tsx";
import { messages } from "../messages.ts";
import { useSteady } from "../use-steady.ts";
import classes from "./orders-panel.module.css";

/** How many the API gives. */
const NEWEST = 10;

export function OrdersPanel({ orders: newest }: { orders: OrderSummary[] | undefined }) {
  const { steady: orders, area } = useSteady(newest);
  const inCards = useMediaQuery("(max-width: 66em)", false, { getInitialValueInEffect: false });
  return (
    <Panel
      title={messages.ordersTitle}
      actions={
        <Anchor component={Link} to="/orders" size="sm">
          {messages.allOrders}
        </Anchor>
      }
    >
      <div {...area}>
        {!orders ? (
          <Waiting />
        ) : inCards ? (
          <OrderSummaryCards orders={orders} />
        ) : (
          <OrderSummaryTable orders={orders} horizontalSpacing={20} verticalSpacing={9} />
        )}
      </div>
    </Panel>
  );
}

/** As many rows as will come, and on a wide screen their header. */
const Waiting = () => (
  <div aria-hidden>
    {Array.from({ length: NEWEST + 1 }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
      <div key={row} className={classes.waiting}>
        <Skeleton height={12} width="24%" />
        <Skeleton height={12} width="16%" />
      </div>
    ))}
  </div>
);
