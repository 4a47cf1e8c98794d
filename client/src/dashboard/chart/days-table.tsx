import type { ChartDay } from "@cafe-app-ai/shared/dashboard";
import { Table } from "@mantine/core";
import { formatCount, formatDay, formatMoney } from "../../lib/format.ts";
import { messages } from "../messages.ts";
import classes from "./days-table.module.css";
import { describeChange } from "./describe-change.ts";

/** What the chart shows, to be read: the newest day first. */
export function DaysTable({ days, currency }: { days: ChartDay[]; currency: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={messages.tableTitle}>
      <Table stickyHeader className={classes.table} verticalSpacing={8}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{messages.day}</Table.Th>
            <Table.Th scope="col" ta="end">
              {messages.ordersSeries}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {messages.revenueSeries}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {messages.comparison}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.toReversed().map((day, daysAgo) => (
            <Table.Tr key={day.date}>
              <Table.Td className={classes.day}>
                <time dateTime={day.date} dir="auto">
                  {formatDay(day.date, "medium")}
                </time>
              </Table.Td>
              <Table.Td ta="end">{formatCount(day.orders)}</Table.Td>
              <Table.Td ta="end">
                {formatMoney(day.revenueCents, currency)}
                {daysAgo === 0 && <span className={classes.note}>{messages.soFar}</span>}
              </Table.Td>
              <Table.Td ta="end">
                {formatMoney(day.previous.revenueCents, currency)}
                {daysAgo > 0 && <span className={classes.note}>{describeChange(day)}</span>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
