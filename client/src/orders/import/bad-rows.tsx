import type { ErrorDetail } from "@cafe-app-ai/shared/envelope";
import { Button, Table } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { saveFile } from "../../lib/save-file.ts";
import { writeBadRows } from "./bad-rows-file.ts";
import classes from "./import.module.css";
import { messages } from "./messages.ts";

/** What is wrong with a file, cell by cell: to be read, and to be taken along to where the file is mended. */
export function BadRows({ details, fileName }: { details: ErrorDetail[]; fileName: string }) {
  const save = () => saveFile(messages.badRowsFile(fileName), "text/csv", writeBadRows(details));
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be within reach of the keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={messages.badRows}>
        <Table horizontalSpacing="sm" aria-label={messages.badRows}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col" ta="end">
                {messages.line}
              </Table.Th>
              <Table.Th scope="col">{messages.column}</Table.Th>
              <Table.Th scope="col">{messages.value}</Table.Th>
              <Table.Th scope="col">{messages.problem}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {details.map(({ line, path, value, message }) => (
              <Table.Tr key={`${line}${path}`}>
                <Table.Td ta="end">{line}</Table.Td>
                <Table.Td>{path.slice(1)}</Table.Td>
                <Table.Td className={classes.value}>{value}</Table.Td>
                <Table.Td>{message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </section>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden />}
        onClick={save}
        style={{ alignSelf: "start" }}
      >
        {messages.downloadBadRows}
      </Button>
    </>
  );
}
