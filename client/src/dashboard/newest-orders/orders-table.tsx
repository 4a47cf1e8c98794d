import type { OrderSummary } from "@cafe-app-ai/shared/orders";
import { Table } from "@mantine/core";
import { Moment } from "../../components/moment.tsx";
import { OrderStatusBadge } from "../../components/order-status-badge.tsx";
import { formatCount, formatMoney } from "../../lib/format.ts";
import { messages } from "../messages.ts";
import classes from "./orders-panel.module.css";

export function OrdersTable({ orders }: { orders: OrderSummary[] }) {
  return (
    <Table horizontalSpacing={20} verticalSpacing={9}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{messages.item}</Table.Th>
          <Table.Th scope="col">{messages.category}</Table.Th>
          <Table.Th scope="col">{messages.placed}</Table.Th>
          <Table.Th scope="col">{messages.status}</Table.Th>
          <Table.Th scope="col" ta="end">
            {messages.quantity}
          </Table.Th>
          <Table.Th scope="col" ta="end">
            {messages.total}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {orders.map((order) => (
          <Table.Tr key={order.id}>
            <Table.Td fw={500}>{order.item}</Table.Td>
            <Table.Td className={classes.category}>{order.category}</Table.Td>
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
