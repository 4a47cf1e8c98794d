import { Loader, Progress, Text } from "@mantine/core";
import { formatBytes } from "../../lib/format.ts";
import classes from "./import.module.css";
import { messages } from "./messages.ts";

type ImportProgressProps = {
  /** How much of the file is at the server, from 0 to 1. */
  sent: number;
  file: File;
  /** What the server does once it has the file; how far it is, it doesn't tell. */
  working: string;
};

export function ImportProgress({ sent, file, working }: ImportProgressProps) {
  const sending = sent < 1;
  return (
    <div className={classes.progress}>
      <div className={classes.working}>
        {!sending && <Loader size={18} aria-hidden />}
        <Text size="sm" role="status">
          {sending ? messages.sending(file.name) : working}
        </Text>
      </div>
      {sending && (
        <>
          <Progress value={sent * 100} size="sm" transitionDuration={100} aria-label={messages.sending(file.name)} />
          <Text size="xs" c="dimmed" ta="center" className={classes.sent}>
            {messages.sentOf(formatBytes(sent * file.size), formatBytes(file.size))}
          </Text>
        </>
      )}
    </div>
  );
}
