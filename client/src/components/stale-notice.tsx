import { Group, Text } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { formatTime } from "../lib/format.ts";
import { messages } from "./messages.ts";
import classes from "./stale-notice.module.css";

/** What is on screen stays while the API is away; this says how old it is. */
export function StaleNotice({ since }: { since: number }) {
  return (
    <Group role="status" className={classes.notice} gap="xs" wrap="nowrap">
      <IconCloudOff size={18} aria-hidden className={classes.icon} />
      <Text size="sm">{messages.stale(formatTime(since))}</Text>
    </Group>
  );
}
