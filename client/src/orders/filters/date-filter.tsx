import { Button, Popover, Stack, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { formatDay } from "../../lib/format.ts";
import type { ListState } from "../list-state.ts";
import { FilterChip } from "./filter-chip.tsx";
import { messages } from "./messages.ts";

type Days = Pick<ListState, "from" | "to">;
type DateFilterProps = { days: Days; onChange: (days: Days) => void };

/** A filter by the day on which an order was placed: from, to, or both. */
export function DateFilter({ days, onChange }: DateFilterProps) {
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState(days);
  const reversed = Boolean(typed.from && typed.to && typed.to < typed.from);

  const open = () => {
    setTyped(days);
    setOpened(!opened);
  };
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (reversed) return;
    setOpened(false);
    onChange(typed);
  };
  const field = (name: keyof Days, problem?: string) => (
    <TextInput
      type="date"
      label={messages[name]}
      value={typed[name] ?? ""}
      error={problem}
      onChange={({ currentTarget: { value } }) => setTyped({ ...typed, [name]: value || undefined })}
    />
  );

  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width={240}>
      <Popover.Target>
        <FilterChip
          name={messages.date}
          value={describe(days)}
          onClick={open}
          onRemove={() => onChange({ from: undefined, to: undefined })}
        />
      </Popover.Target>
      <Popover.Dropdown aria-label={messages.date}>
        <form onSubmit={apply} noValidate>
          <Stack gap="sm">
            {field("from")}
            {field("to", reversed ? messages.datesReversed : undefined)}
            <Button type="submit">{messages.apply}</Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}

function describe({ from, to }: Days): string | undefined {
  if (from && to) return messages.between(formatDay(from), formatDay(to));
  if (from) return messages.since(formatDay(from));
  return to && messages.until(formatDay(to));
}
