import { InputBase, type InputBaseProps } from "@mantine/core";
import { IconSelector } from "@tabler/icons-react";
import type { ComponentProps } from "react";

type SelectFieldProps = Omit<ComponentProps<"select">, "size"> &
  InputBaseProps & { data: { value: string; label: string }[] };

/** One of a few values, in the browser's own list; Mantine's needs more styles. */
export const SelectField = ({ data, ...props }: SelectFieldProps) => (
  <InputBase
    component="select"
    rightSection={<IconSelector size={16} stroke={1.6} aria-hidden />}
    rightSectionPointerEvents="none"
    {...props}
  >
    {data.map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))}
  </InputBase>
);
