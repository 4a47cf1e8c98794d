import { Button } from "@mantine/core";
import { messages } from "../messages.ts";
import { ProblemPage } from "./problem-page.tsx";

type AwayPageProps = { error: unknown; retrying: boolean; onRetry: () => void };

/** Nothing can be shown without the API; whoever renders this page keeps asking for it. */
export function AwayPage({ error, retrying, onRetry }: AwayPageProps) {
  return (
    <ProblemPage title={messages.awayTitle} text={messages.awayText} error={error}>
      <Button variant="default" onClick={onRetry} loading={retrying}>
        {messages.retry}
      </Button>
    </ProblemPage>
  );
}
