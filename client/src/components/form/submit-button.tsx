import { Button } from "@mantine/core";
import classes from "./submit-button.module.css";

type SubmitButtonProps = { label: string; busyLabel: string; busy: boolean; danger?: boolean };

/** Sends its form; while that goes on it is off, keeps its width and says what happens. */
export function SubmitButton({ label, busyLabel, busy, danger }: SubmitButtonProps) {
  return (
    <Button type="submit" disabled={busy} className={danger ? classes.danger : undefined}>
      <span className={classes.labels}>
        <span data-shown={!busy || undefined}>{label}</span>
        <span data-shown={busy || undefined}>{busyLabel}</span>
      </span>
    </Button>
  );
}
