import { Button, Text } from "@mantine/core";
import { IconCloudOff } from "@tabler/icons-react";
import { ApiError, isUnreachable } from "../../lib/api/api.ts";
import { formatTime } from "../../lib/format.ts";
import { messages } from "./messages.ts";
import { RequestId } from "./request-id.tsx";
import classes from "./stale-notice.module.css";

type StaleNoticeProps = { since: number; error: Error; retrying: boolean; onRetry: () => void };

/** What is on screen stays though it can't be renewed; this says how old it is. Where the API is unreachable, it's asked again. */
export function StaleNotice({ since, error, retrying, onRetry }: StaleNoticeProps) {
  const unreachable: boolean = isUnreachable(error);
  const requestId = error instanceof ApiError ? error.requestId : "";
  const time = formatTime(since);
  return (
    <div role="status" className={classes.notice}>
      <IconCloudOff size={18} aria-hidden className={classes.icon} />
      <Text size="sm" className={classes.text}>
        {unreachable ? messages.stale(time) : messages.notRenewed(time, error.message)}
        {!unreachable && requestId && (
          <>
            {" "}
            <RequestId id={requestId} />
          </>
        )}
      </Text>
      {!unreachable && (
        <Button variant="default" size="xs" onClick={onRetry} loading={retrying}>
          {messages.retry}
        </Button>
      )}
    </div>
  );
}
