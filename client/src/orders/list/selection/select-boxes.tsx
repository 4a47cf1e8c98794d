import { messages } from "../messages.ts";
import type { OrderRow, OrdersTableModel } from "../orders-table-model.ts";
import classes from "./select-boxes.module.css";

/** Selects a row; with Shift, every row from the one before to it. */
export const SelectRow = ({ row }: { row: OrderRow }) => (
  <label className={classes.target}>
    <input
      type="checkbox"
      className={classes.check}
      aria-label={messages.select(row.original.item)}
      checked={row.getIsSelected()}
      onChange={row.getToggleSelectedHandler()}
    />
  </label>
);

export function SelectPage({ table }: { table: OrdersTableModel }) {
  const all = table.getIsAllRowsSelected();
  const some = !all && table.getIsSomeRowsSelected();
  return (
    <label className={classes.target}>
      <input
        type="checkbox"
        className={classes.check}
        aria-label={messages.selectPage}
        ref={(box) => {
          if (box) box.indeterminate = some;
        }}
        checked={all}
        onChange={() => table.toggleAllRowsSelected(!all)}
      />
    </label>
  );
}
