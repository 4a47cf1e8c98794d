import { Button } from "@mantine/core";
import classes from "./submit-button.module.css";

type SubmitButtonProps = {
  label: string;
  busyLabel: string;
  busy: boolean;
  disabled?: boolean;
  danger?: boolean;
  /** As wide as its form. */
  wide?: boolean;
};

/** Sends its form; meanwhile it's disabled, keeps its width and says what happens. */
export function SubmitButton({ label, busyLabel, busy, disabled, danger, wide }: SubmitButtonProps) {
  const size = wide ? ({ fullWidth: true, size: "md", mt: "xs" } as const) : {};
  return (
    <Button type="submit" disabled={busy || disabled} className={danger ? classes.danger : undefined} {...size}>
      <span className={classes.labels}>
        <span data-shown={!busy || undefined}>{label}</span>
        <span data-shown={busy || undefined}>{busyLabel}</span>
      </span>
    </Button>
  );
}
