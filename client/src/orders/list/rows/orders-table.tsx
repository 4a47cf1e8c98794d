import { Table as Grid } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ListState } from "../../list-state.ts";
import type { List } from "../../use-list.ts";
import { messages } from "../messages.ts";
import type { OrdersTableModel } from "../orders-table-model.ts";
import { SelectPage } from "../selection/select-boxes.tsx";
import classes from "./orders-table.module.css";

type OrdersTableProps = { table: OrdersTableModel; list: ListState; change: List["change"]; bulkBar: ReactNode };

/** The orders of a page in columns. */
export function OrdersTable({ table, list, change, bulkBar }: OrdersTableProps) {
  const headers = table.getFlatHeaders();
  return (
    <Grid horizontalSpacing={20} verticalSpacing={0} className={classes.table} aria-label={messages.list}>
      <colgroup>
        {headers.map(({ id, column: { columnDef } }) => (
          <col key={id} style={{ width: columnDef.meta?.width }} />
        ))}
      </colgroup>
      <Grid.Thead>
        {bulkBar ? (
          <Grid.Tr>
            <Grid.Th scope="col">
              <SelectPage table={table} />
            </Grid.Th>
            <Grid.Th colSpan={headers.length - 1}>{bulkBar}</Grid.Th>
          </Grid.Tr>
        ) : (
          <Grid.Tr>
            {headers.map(({ id, column: { columnDef } }) => {
              const { numeric, sort } = columnDef.meta ?? {};
              const direction = sort && list.sort === sort ? list.order : undefined;
              const label = id === "select" ? <SelectPage table={table} /> : String(columnDef.header);
              return (
                <Grid.Th
                  key={id}
                  scope="col"
                  className={numeric && classes.end}
                  aria-sort={direction && (direction === "asc" ? "ascending" : "descending")}
                >
                  {sort ? (
                    <SortButton direction={direction} onSort={(order) => change({ sort, order })}>
                      {label}
                    </SortButton>
                  ) : (
                    label
                  )}
                </Grid.Th>
              );
            })}
          </Grid.Tr>
        )}
      </Grid.Thead>
      <Grid.Tbody>
        {table.getRowModel().rows.map((row) => (
          <Grid.Tr key={row.id} className={classes.row} data-selected={row.getIsSelected() || undefined}>
            {row.getAllCells().map((cell) => {
              const { numeric, muted } = cell.column.columnDef.meta ?? {};
              return (
                <Grid.Td
                  key={cell.id}
                  className={`${numeric ? classes.end : classes.text} ${muted ? classes.muted : ""}`}
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
type SortButtonProps = {
  children: ReactNode;
  direction: Direction | undefined;
  onSort: (direction: Direction) => void;
};

/** Sorts by its column, the newest or largest first; once more turns the direction. */
function SortButton({ children, direction, onSort }: SortButtonProps) {
  const Arrow = direction === "asc" ? IconArrowUp : IconArrowDown;
  return (
    <button type="button" className={classes.sort} onClick={() => onSort(direction === "desc" ? "asc" : "desc")}>
      {children}
      <Arrow size={14} stroke={2} aria-hidden data-off={direction ? undefined : true} />
    </button>
  );
}
