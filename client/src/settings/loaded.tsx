import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadProblem } from "../components/problem/load-problem.tsx";
import { StaleNotice } from "../components/problem/stale-notice.tsx";
import { useLastError } from "../lib/api/use-last-error.ts";
import { settingsMessages } from "./messages.ts";

type Query<T> = Pick<UseQueryResult<T>, "data" | "error" | "isSuccess" | "isFetching" | "dataUpdatedAt"> & {
  refetch: () => Promise<unknown>;
};
type LoadedProps<T> = { query: Query<T>; waiting: ReactNode; children: (data: T) => ReactNode };

/** Shows a query's data; until then its skeleton, or why it couldn't be loaded. */
export function Loaded<T>({ query, waiting, children }: LoadedProps<T>) {
  const error = useLastError(query);
  if (query.data === undefined) {
    if (!error) return waiting;
    return (
      <LoadProblem
        title={settingsMessages.loadFailed}
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
