import { Table as Grid, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ListState } from "./list-state.ts";
import { messages } from "./messages.ts";
import classes from "./orders-list.module.css";
import { SelectPage } from "./select-boxes.tsx";
import type { List } from "./use-list.ts";
import type { OrdersTableModel } from "./use-orders-table.tsx";

type OrdersTableProps = { table: OrdersTableModel; list: ListState; change: List["change"]; bulkBar: ReactNode };

/** The orders of a page in columns. */
export function OrdersTable({ table, list, change, bulkBar }: OrdersTableProps) {
  return (
    <Grid horizontalSpacing={20} verticalSpacing={0} className={classes.table} aria-label={messages.list}>
      <Grid.Thead>
        <Grid.Tr>
          {table.getFlatHeaders().map(({ id, column: { columnDef } }) => {
            const { width, numeric, sort } = columnDef.meta ?? {};
            const direction = sort && list.sort === sort ? list.order : undefined;
            return (
              <Grid.Th
                key={id}
                scope="col"
                w={width}
                className={numeric && classes.end}
                aria-sort={direction && (direction === "asc" ? "ascending" : "descending")}
              >
                {id === "select" ? (
                  <SelectPage table={table} />
                ) : bulkBar && id === "item" ? (
                  <>
                    <VisuallyHidden>{String(columnDef.header)}</VisuallyHidden>
                    {bulkBar}
                  </>
                ) : bulkBar ? (
                  <VisuallyHidden>{String(columnDef.header)}</VisuallyHidden>
                ) : sort ? (
                  <SortButton
                    label={String(columnDef.header)}
                    direction={direction}
                    onSort={(order) => change({ sort, order })}
                  />
                ) : (
                  String(columnDef.header)
                )}
              </Grid.Th>
            );
          })}
        </Grid.Tr>
      </Grid.Thead>
      <Grid.Tbody>
        {table.getRowModel().rows.map((row) => (
          <Grid.Tr key={row.id} className={classes.row} data-selected={row.getIsSelected() || undefined}>
            {row.getAllCells().map((cell) => {
              const { numeric, muted } = cell.column.columnDef.meta ?? {};
              return (
                <Grid.Td
                  key={cell.id}
                  className={`${classes.text} ${numeric ? classes.end : ""} ${muted ? classes.muted : ""}`}
                >
                  <table.FlexRender cell={cell} />
                </Grid.Td>
              );
            })}
          </Grid.Tr>
        ))}
      </Grid.Tbody>
    </Grid>
  );
}

type Direction = ListState["order"];
type SortButtonProps = { label: string; direction: Direction | undefined; onSort: (direction: Direction) => void };

/** Sorts by its column, the newest or largest first; once more turns the direction. */
function SortButton({ label, direction, onSort }: SortButtonProps) {
  const Arrow = direction === "asc" ? IconArrowUp : IconArrowDown;
  return (
    <button type="button" className={classes.sort} onClick={() => onSort(direction === "desc" ? "asc" : "desc")}>
      {label}
      <Arrow size={14} stroke={2} aria-hidden data-off={direction ? undefined : true} />
    </button>
  );
}
