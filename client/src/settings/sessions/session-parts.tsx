import type { SessionSummary } from "@cafe-app-ai/shared/auth/sessions";
import { Button, Group } from "@mantine/core";
import { IconDeviceLaptop, IconDeviceMobile, IconTerminal2 } from "@tabler/icons-react";
import { Badge } from "../../components/badge.tsx";
import { Moment } from "../../components/moment.tsx";
import { showDone, showProblem } from "../../components/toast/toast.ts";
import { formatAgo } from "../../lib/format.ts";
import { describeDevice, findDeviceKind } from "../device.ts";
import { messages } from "./messages.ts";
import { useEndSession } from "./queries.ts";
import classes from "./sessions.module.css";

export type SessionListProps = {
  sessions: SessionSummary[];
};

/** The server notes a use to within five minutes. */
const NOW = 5 * 60_000;

const ICONS = { desktop: IconDeviceLaptop, handheld: IconDeviceMobile, program: IconTerminal2 };

export function SessionDevice({ session: { userAgent, current } }: { session: SessionSummary }) {
  const Icon = ICONS[findDeviceKind(userAgent)];
  return (
    <Group gap={8} wrap="nowrap">
      <Icon size={18} stroke={1.6} aria-hidden className={classes.icon} />
      <span className={classes.device} title={userAgent ?? undefined}>
        {describeDevice(userAgent)}
      </span>
      {current && <Badge>{messages.thisOne}</Badge>}
    </Group>
  );
}

export function LastActive({ session: { current, lastSeenAt } }: { session: SessionSummary }) {
  const isNow = current || Date.now() - Date.parse(lastSeenAt) < NOW;
  return <Moment at={lastSeenAt}>{isNow ? messages.now : formatAgo(lastSeenAt)}</Moment>;
}

export function EndButton({ session }: { session: SessionSummary }) {
  const device = describeDevice(session.userAgent);
  // Each session is ended by itself, and told of even when its row is gone by then.
  const endSession = useEndSession(session.id, {
    onSuccess: () => showDone(messages.ended(device)),
    onError: (error) => showProblem(messages.notEnded, error),
  });
  return (
    <Button
      variant="default"
      size="xs"
      aria-label={messages.endSession(device)}
      loading={endSession.isPending}
      onClick={() => endSession.mutate()}
    >
      {messages.end}
    </Button>
  );
}
