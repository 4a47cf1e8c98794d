import { Button } from "@mantine/core";
import { messages } from "./messages.ts";
import { ProblemPage } from "./problem-page.tsx";

type UnreachablePageProps = { error: unknown; retrying: boolean; onRetry: () => void };

/** Nothing can be shown without the API; whoever renders this page keeps asking for it. */
export function UnreachablePage({ error, retrying, onRetry }: UnreachablePageProps) {
  return (
    <ProblemPage title={messages.unreachableTitle} text={messages.unreachableText} error={error}>
      <Button variant="default" onClick={onRetry} loading={retrying}>
        {messages.retry}
      </Button>
    </ProblemPage>
  );
}
