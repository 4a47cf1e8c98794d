import type { OrderSummary } from "@cafe-app-ai/shared/orders";
import { Skeleton } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { OrderSummaryTable } from "../../components/cafe/order-summary-table.tsx";
import { Panel } from "../../components/page/panel.tsx";
import { messages } from "../messages.ts";
import { useSteady } from "../use-steady.ts";
import { OrderCards } from "./order-cards.tsx";
import classes from "./orders-panel.module.css";

export function OrdersPanel({ orders: newest }: { orders: OrderSummary[] | undefined }) {
  const { steady: orders, area } = useSteady(newest);
  const onPhone = useMediaQuery("(max-width: 48em)", false, { getInitialValueInEffect: false });
  return (
    <Panel title={messages.ordersTitle}>
      <div {...area}>
        {!orders ? (
          <Skeleton className={classes.waiting} />
        ) : onPhone ? (
          <OrderCards orders={orders} />
        ) : (
          <OrderSummaryTable orders={orders} horizontalSpacing={20} verticalSpacing={9} />
        )}
      </div>
    </Panel>
  );
}
