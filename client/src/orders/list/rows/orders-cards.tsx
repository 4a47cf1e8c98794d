import type { ReactNode } from "react";
import { OrderStatusBadge } from "../../../components/cafe/order-status-badge.tsx";
import { formatCount, formatMoney } from "../../../lib/format.ts";
import { messages } from "../messages.ts";
import type { OrdersTableModel } from "../orders-table-model.ts";
import { SelectPage, SelectRow } from "../selection/select-boxes.tsx";
import { OrderName } from "./order-name.tsx";
import classes from "./orders-cards.module.css";
import { Placed } from "./placed.tsx";

/** The rows of a page where there is no room for columns. */
export function OrdersCards({ table, bulkBar }: { table: OrdersTableModel; bulkBar: ReactNode }) {
  return (
    <>
      <div className={classes.head}>
        <SelectPage table={table} />
        {bulkBar || <span className={classes.details}>{messages.selectPage}</span>}
      </div>
      <ul className={classes.cards} aria-label={messages.list}>
        {table.getRowModel().rows.map((row) => {
          const { quantity, totalCents, currency, category, placedAt, status } = row.original;
          return (
            <li key={row.id} className={classes.card} data-selected={row.getIsSelected() || undefined}>
              <div className={classes.box}>
                <SelectRow row={row} />
              </div>
              <div className={classes.line}>
                <span className={classes.text}>
                  {formatCount(quantity)} × <OrderName order={row.original} />
                </span>
                <span>{formatMoney(totalCents, currency)}</span>
              </div>
              <div className={classes.line}>
                {/* Where there is no room for both, the category is cut. */}
                <span className={classes.details}>
                  <Placed at={placedAt} /> <span className={classes.dot}>·</span>{" "}
                  <span className={classes.category}>{category}</span>
                </span>
                <OrderStatusBadge status={status} />
              </div>
            </li>
          );
        })}
      </ul>
    </>
  );
}
