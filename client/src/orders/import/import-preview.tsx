import type { ImportPreview } from "@cafe-app-ai/shared/orders";
import { Table } from "@mantine/core";
import { OrderStatusBadge } from "../../components/order-status-badge.tsx";
import { formatCount, formatMoment, formatMoney } from "../../lib/format.ts";
import { messages } from "../messages.ts";
import classes from "./import.module.css";

/** A file's first orders as they are understood. */
export function ImportPreviewTable({ preview }: { preview: ImportPreview }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={messages.previewTitle}>
      <Table horizontalSpacing="sm" aria-label={messages.previewTitle}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{messages.item}</Table.Th>
            <Table.Th scope="col">{messages.category}</Table.Th>
            <Table.Th scope="col">{messages.status}</Table.Th>
            <Table.Th scope="col">{messages.placed}</Table.Th>
            <Table.Th scope="col" ta="end">
              {messages.quantity}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {messages.total}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {numbered(preview.preview).map(([row, order]) => (
            <Table.Tr key={row}>
              <Table.Td className={classes.value}>{order.item}</Table.Td>
              <Table.Td className={classes.value}>{order.category}</Table.Td>
              <Table.Td>
                <OrderStatusBadge status={order.status} />
              </Table.Td>
              <Table.Td style={{ whiteSpace: "nowrap" }}>{formatMoment(order.placedAt)}</Table.Td>
              <Table.Td ta="end">{formatCount(order.quantity)}</Table.Td>
              <Table.Td ta="end">{formatMoney(order.totalCents, order.currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

/** Two rows of a file may be alike: only their place tells them apart. */
const numbered = <T,>(rows: T[]) => rows.map((row, index) => [index, row] as const);
