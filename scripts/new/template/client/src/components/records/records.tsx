import { Skeleton, Table } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import classes from "./records.module.css";

export type Column<Row> = { label: string; show: (row: Row) => ReactNode; numeric?: boolean };

type RecordsProps<Row> = {
  /** What the rows are, for screen readers. */
  label: string;
  rows: Row[];
  /** The first one names the row. */
  columns: [Column<Row>, ...Column<Row>[]];
};

/** Rows in a table, or as cards where a table doesn't fit. */
export function Records<Row extends { id: string }>({ label, rows, columns }: RecordsProps<Row>) {
  const [name, ...details] = columns;
  if (useInCards()) {
    return (
      <ul className={classes.cards} aria-label={label}>
        {rows.map((row) => (
          <li key={row.id} className={classes.card}>
            <div className={classes.name}>{name.show(row)}</div>
            <dl className={classes.details}>
              {details.map((column) => (
                <div key={column.label}>
                  <dt>{column.label}</dt>
                  <dd>{column.show(row) ?? "–"}</dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div className={classes.scroll}>
      <Table horizontalSpacing={20} verticalSpacing={0} className={classes.table} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(({ label, numeric }) => (
              <Table.Th key={label} scope="col" className={numeric ? classes.end : undefined}>
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id}>
              {columns.map(({ label, show, numeric }) => (
                <Table.Td key={label} className={numeric ? classes.end : undefined}>
                  {show(row) ?? <span className={classes.none}>–</span>}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

const WAITING = [1, 2, 3, 4, 5, 6, 7, 8];

/** Before the first rows are there. */
export const RecordsSkeleton = () => (
  <div aria-hidden>
    {WAITING.map((row) => (
      <div key={row} className={classes.waiting}>
        <Skeleton height={12} width="24%" />
        <Skeleton height={12} width="16%" />
      </div>
    ))}
  </div>
);

const useInCards = () => useMediaQuery("(max-width: 62em)", false, { getInitialValueInEffect: false });
