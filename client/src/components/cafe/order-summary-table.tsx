import type { OrderSummary } from "@cafe-app-ai/shared/orders";
import { Table, type TableProps } from "@mantine/core";
import { formatCount, formatMoney } from "../../lib/format.ts";
import { Moment } from "../moment.tsx";
import { cafeMessages } from "./messages.ts";
import { OrderStatusBadge } from "./order-status-badge.tsx";
import classes from "./order-summary-table.module.css";

/** An order to be read, not worked on. Those of a file have no id, and may be alike. */
export type ReadOrder = Omit<OrderSummary, "id"> & { id?: string };

type OrderSummaryTableProps = TableProps & { orders: ReadOrder[] };

export function OrderSummaryTable({ orders, ...table }: OrderSummaryTableProps) {
  const { item, category, placedAt, status, quantity, totalCents } = cafeMessages.orderFields;
  return (
    <Table className={classes.table} {...table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{item}</Table.Th>
          <Table.Th scope="col">{category}</Table.Th>
          <Table.Th scope="col">{placedAt}</Table.Th>
          <Table.Th scope="col">{status}</Table.Th>
          <Table.Th scope="col" ta="end">
            {quantity}
          </Table.Th>
          <Table.Th scope="col" ta="end">
            {totalCents}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {orders.map((order, index) => (
          <Table.Tr key={order.id ?? index}>
            <Table.Td fw={500} className={classes.text}>
              {order.item}
            </Table.Td>
            <Table.Td c="dimmed" className={classes.text}>
              {order.category}
            </Table.Td>
            <Table.Td>
              <Moment at={order.placedAt} />
            </Table.Td>
            <Table.Td>
              <OrderStatusBadge status={order.status} />
            </Table.Td>
            <Table.Td ta="end">{formatCount(order.quantity)}</Table.Td>
            <Table.Td ta="end">{formatMoney(order.totalCents, order.currency)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
