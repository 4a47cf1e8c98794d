import { formatCount, formatMoney } from "../../lib/format.ts";
import { Moment } from "../moment.tsx";
import { OrderStatusBadge } from "./order-status-badge.tsx";
import classes from "./order-summary-cards.module.css";
import type { ReadOrder } from "./order-summary-table.tsx";

type OrderSummaryCardsProps = { orders: ReadOrder[]; "aria-label"?: string };

/** The rows of the table where there is no room for columns. */
export const OrderSummaryCards = ({ orders, ...list }: OrderSummaryCardsProps) => (
  <ul className={classes.cards} {...list}>
    {orders.map((order, index) => (
      <li key={order.id ?? index} className={classes.card}>
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
