import { IconPlus, IconX } from "@tabler/icons-react";
import type { ComponentPropsWithRef } from "react";
import classes from "./filters.module.css";
import { messages } from "./messages.ts";

type FilterChipProps = ComponentPropsWithRef<"button"> & { name: string; value?: string; onRemove: () => void };

/** A filter: a way to set it, and once it is set what it says and a way to take it off. */
export function FilterChip({ name, value, onRemove, className = "", ...button }: FilterChipProps) {
  return (
    <span className={classes.chip} data-on={value !== undefined || undefined}>
      <button type="button" {...button} className={`${classes.choose} ${className}`}>
        {value === undefined && <IconPlus size={14} stroke={1.8} aria-hidden />}
        <span className={classes.value}>{value === undefined ? name : messages.chip(name, value)}</span>
      </button>
      {value !== undefined && (
        <button type="button" className={classes.remove} aria-label={messages.remove(name)} onClick={onRemove}>
          <IconX size={14} stroke={1.8} aria-hidden />
        </button>
      )}
    </span>
  );
}
