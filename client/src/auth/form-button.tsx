import { Button } from "@mantine/core";

type FormButtonProps = { label: string; busyLabel: string; busy: boolean; off?: boolean };

/** Sends its form; while that goes on it is off and says what happens. */
export function FormButton({ label, busyLabel, busy, off = false }: FormButtonProps) {
  return (
    <Button type="submit" fullWidth size="md" mt="xs" disabled={busy || off}>
      {busy ? busyLabel : label}
    </Button>
  );
}
