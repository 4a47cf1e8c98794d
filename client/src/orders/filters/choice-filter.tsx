import { Menu } from "@mantine/core";
import { ordersMessages } from "../messages.ts";
import { FilterChip } from "./filter-chip.tsx";
import classes from "./filters.module.css";

type Choice = { value: string; label: string; count?: number };
type ChoiceFilterProps = {
  name: string;
  value: string | undefined;
  choices: Choice[];
  none?: string;
  onChange: (value: string | undefined) => void;
};

/** A filter with a few values to choose from. */
export function ChoiceFilter({ name, value, choices, none, onChange }: ChoiceFilterProps) {
  const label = value && (choices.find((choice) => choice.value === value)?.label ?? value);
  return (
    <Menu position="bottom-start" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <FilterChip name={name} value={label} onRemove={() => onChange(undefined)} />
      </Menu.Target>
      <Menu.Dropdown className={classes.choices} aria-label={name}>
        {choices.map((choice) => (
          <Menu.Item
            key={choice.value}
            onClick={() => onChange(choice.value)}
            aria-current={choice.value === value || undefined}
            rightSection={choice.count === undefined ? undefined : ordersMessages.counted(choice.count, false)}
          >
            <div className={classes.choice}>{choice.label}</div>
          </Menu.Item>
        ))}
        {choices.length === 0 && none && <Menu.Label>{none}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
