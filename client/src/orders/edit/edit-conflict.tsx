import type { Order } from "@cafe-app-ai/shared/orders";
import { Button, Group, Stack, Table, Text } from "@mantine/core";
import { cafeMessages } from "../../components/cafe/messages.ts";
import { FormProblem } from "../../components/form/form-problem.tsx";
import { formatMoment } from "../../lib/format.ts";
import { toInstant } from "../../lib/zoned-time.ts";
import { messages } from "./messages.ts";
import { type OrderFields, toFields } from "./order-fields.ts";

type EditConflictProps = {
  before: OrderFields;
  mine: OrderFields;
  theirs: Order;
  busy: boolean;
  error: Error | null;
  onKeepMine: () => void;
  onUseTheirs: () => void;
};

/** An order that was saved by somebody else while it was edited: both versions, and the choice. */
export function EditConflict({ before, mine, theirs, busy, error, onKeepMine, onUseTheirs }: EditConflictProps) {
  const saved = toFields(theirs);
  const names = Object.keys(before) as (keyof OrderFields)[];
  // What only they changed stays theirs either way.
  const rows = names.flatMap((name) => {
    const result = mine[name] === before[name] ? saved[name] : mine[name];
    return saved[name] === before[name] && result === saved[name] ? [] : [{ name, saved: saved[name], result }];
  });

  return (
    <Stack gap="md">
      {error && <FormProblem error={error} />}
      <Text size="sm" role="alert">
        {messages.conflict}
      </Text>
      <Table layout="fixed" aria-label={messages.versions}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{messages.field}</Table.Th>
            <Table.Th scope="col">{messages.theirs}</Table.Th>
            <Table.Th scope="col">{messages.mine}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ name, saved: theirValue, result }) => (
            <Table.Tr key={name}>
              <Table.Th scope="row">{cafeMessages.orderFields[name]}</Table.Th>
              <Table.Td>{show(name, theirValue)}</Table.Td>
              <Table.Td fw={result === theirValue ? undefined : 600}>{show(name, result)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Group gap="xs">
        <Button onClick={onKeepMine} loading={busy} data-autofocus>
          {messages.keepMine}
        </Button>
        <Button variant="default" onClick={onUseTheirs} disabled={busy}>
          {messages.useTheirs}
        </Button>
      </Group>
    </Stack>
  );
}

function show(name: keyof OrderFields, value: string): string {
  if (name === "placedAt" && value) return formatMoment(toInstant(value) ?? value);
  return name === "status" ? cafeMessages.orderStatuses[value as Order["status"]] : value;
}
