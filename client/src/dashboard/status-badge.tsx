import type { Order } from "shared/orders";
import { messages } from "./messages.ts";
import classes from "./status-badge.module.css";

export function StatusBadge({ status }: { status: Order["status"] }) {
  return (
    <span className={classes.badge} data-status={status}>
      {messages.statuses[status]}
    </span>
  );
}
