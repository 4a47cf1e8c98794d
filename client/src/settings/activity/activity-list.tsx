import type { Activity } from "@cafe-app-ai/shared/auth/activity";
import { Text } from "@mantine/core";
import { IconAlertTriangle, IconLogin2, IconUserCog } from "@tabler/icons-react";
import { Moment } from "../../components/moment.tsx";
import { describeDevice } from "../device.ts";
import classes from "./activity.module.css";
import { messages } from "./messages.ts";

export function ActivityList({ rows }: { rows: Activity[] }) {
  if (rows.length === 0) {
    return (
      <Text size="sm" c="dimmed" className={classes.empty}>
        {messages.empty}
      </Text>
    );
  }
  return (
    <ul className={classes.list}>
      {rows.map(({ id, event, at, ipAddress, userAgent }) => {
        const failed = event.endsWith("-failed");
        const Icon = failed ? IconAlertTriangle : event.startsWith("signed-") ? IconLogin2 : IconUserCog;
        return (
          <li key={id} className={classes.event} data-failed={failed || undefined}>
            <Icon size={18} stroke={1.6} aria-hidden className={classes.icon} />
            <span className={classes.name}>{messages.events[event] ?? event}</span>
            <span className={classes.time}>
              <Moment at={at} />
            </span>
            <span className={classes.from} title={userAgent ?? undefined}>
              {describeDevice(userAgent)} · {ipAddress ?? messages.unknownIpAddress}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
