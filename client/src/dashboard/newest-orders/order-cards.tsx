import type { OrderSummary } from "@cafe-app-ai/shared/orders";
import { OrderStatusBadge } from "../../components/cafe/order-status-badge.tsx";
import { Moment } from "../../components/moment.tsx";
import { formatCount, formatMoney } from "../../lib/format.ts";
import classes from "./orders-panel.module.css";

/** The orders table's rows on a phone. */
export function OrderCards({ orders }: { orders: OrderSummary[] }) {
  return (
    <ul className={classes.cards}>
      {orders.map((order) => (
        <li key={order.id} className={classes.card}>
          <span className={classes.item}>
            {formatCount(order.quantity)} × {order.item}
          </span>
          <span>{formatMoney(order.totalCents, order.currency)}</span>
          <span className={classes.details}>
            {order.category} <span className={classes.dot}>·</span>{" "}
            <span className={classes.placed}>
              <Moment at={order.placedAt} />
            </span>
          </span>
          <OrderStatusBadge status={order.status} />
        </li>
      ))}
    </ul>
  );
}
