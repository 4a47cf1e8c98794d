import type { Order } from "@cafe-app-ai/shared/orders";
import classes from "./orders-list.module.css";

export const OrderName = ({ order }: { order: Order }) => <span className={classes.name}>{order.item}</span>;
