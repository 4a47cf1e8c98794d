import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { ApiError } from "../../lib/api/api.ts";
import { RequestId } from "./request-id.tsx";

type ProblemProps = { heading?: ReactNode; text: string; error?: unknown; children?: ReactNode };

/** What happened in plain words, what to do, and the reference to quote. */
export function Problem({ heading, text, error, children }: ProblemProps) {
  const requestId = error instanceof ApiError ? error.requestId : "";
  return (
    <Stack align="center" gap="sm" ta="center" maw={440} mx="auto">
      {heading}
      <Text c="dimmed" size="sm" style={{ textWrap: "balance" }}>
        {text}
      </Text>
      {children}
      {requestId && (
        <Text c="dimmed" size="xs">
          <RequestId id={requestId} />
        </Text>
      )}
    </Stack>
  );
}
