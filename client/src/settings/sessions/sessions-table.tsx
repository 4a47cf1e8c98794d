import { Table, VisuallyHidden } from "@mantine/core";
import { Moment } from "../../components/moment.tsx";
import { messages } from "./messages.ts";
import { EndButton, LastActive, SessionDevice, type SessionListProps } from "./session-parts.tsx";
import classes from "./sessions.module.css";

export function SessionsTable({ sessions }: SessionListProps) {
  return (
    <Table horizontalSpacing={8} verticalSpacing={9} className={classes.table}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{messages.deviceColumn}</Table.Th>
          <Table.Th scope="col">{messages.ipAddress}</Table.Th>
          <Table.Th scope="col">{messages.lastActive}</Table.Th>
          <Table.Th scope="col">{messages.signedIn}</Table.Th>
          <Table.Th scope="col">
            <VisuallyHidden>{messages.end}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sessions.map((session) => (
          <Table.Tr key={session.id}>
            <Table.Td>
              <SessionDevice session={session} />
            </Table.Td>
            <Table.Td className={classes.ipAddress}>{session.ipAddress ?? messages.unknownIpAddress}</Table.Td>
            <Table.Td>
              <LastActive session={session} />
            </Table.Td>
            <Table.Td>
              <Moment at={session.createdAt} />
            </Table.Td>
            <Table.Td ta="end">{!session.current && <EndButton session={session} />}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
