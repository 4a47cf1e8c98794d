import type { Order } from "@cafe-app-ai/shared/orders";
import { OrderLink } from "../../order-link.tsx";
import classes from "./order-name.module.css";

/** An order's item, and the way to all of it. */
export const OrderName = ({ order }: { order: Order }) => (
  <OrderLink to={order.id} className={classes.name}>
    {order.item}
  </OrderLink>
);
