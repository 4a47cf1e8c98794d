import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { closable } from "./toast.ts";

const SHOWN_MS = 10_000;

/** Confirms what was just done, with Undo. */
export function showUndo(message: string, label: string, undo: () => void): void {
  const run = () => {
    notifications.hide(id);
    undo();
  };
  const id = notifications.show({
    autoClose: SHOWN_MS,
    ...closable(),
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        {message}
        <Button variant="default" size="compact-sm" flex="none" onClick={run}>
          {label}
        </Button>
      </Group>
    ),
  });
}
