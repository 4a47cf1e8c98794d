import { ActionIcon, Group, Text } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { formatAgo } from "../lib/format.ts";
import { messages } from "./messages.ts";

const TICK_MS = 20_000;

type UpdatedAtProps = { at: number; refreshing: boolean; onRefresh: () => void };

/** How old the figures are, and the way to newer ones. */
export function UpdatedAt({ at, refreshing, onRefresh }: UpdatedAtProps) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const isNew = now - at < 60_000;

  return (
    <Group gap={4} wrap="nowrap">
      <Text size="sm" c="dimmed" style={{ whiteSpace: "nowrap" }}>
        {isNew ? messages.updatedNow : messages.updated(formatAgo(at, now))}
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={messages.refresh}
        aria-disabled={refreshing}
        onClick={() => refreshing || onRefresh()}
      >
        <IconRefresh size={16} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
