import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { LoadProblem } from "../components/problem/load-problem.tsx";
import { StaleNotice } from "../components/problem/stale-notice.tsx";
import { messages } from "./messages.ts";

type Query<T> = Pick<UseQueryResult<T>, "data" | "error" | "isSuccess" | "isFetching" | "dataUpdatedAt"> & {
  refetch: () => Promise<unknown>;
};
type LoadedProps<T> = { query: Query<T>; waiting: ReactNode; children: (data: T) => ReactNode };

/** What a query has brought; before that its skeleton, or why it is not there. */
export function Loaded<T>({ query, waiting, children }: LoadedProps<T>) {
  // While TanStack tries again it forgets why it must; the problem on screen must not flicker meanwhile.
  const [lastError, setLastError] = useState<Error | null>(null);
  const error = query.error ?? (query.isSuccess ? null : lastError);
  if (error !== lastError) setLastError(error);

  if (query.data === undefined) {
    if (!error) return waiting;
    return (
      <LoadProblem
        title={messages.loadFailed}
        error={error}
        retrying={query.isFetching}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <>
      {error && (
        <StaleNotice
          since={query.dataUpdatedAt}
          error={error}
          retrying={query.isFetching}
          onRetry={() => void query.refetch()}
        />
      )}
      {children(query.data)}
    </>
  );
}
