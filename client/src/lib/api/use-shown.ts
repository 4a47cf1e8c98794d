import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";

/** What a query found last; until the next answer is there, what was on screen before, even through an error. */
export function useShown<Data>(query: UseQueryResult<Data>) {
  const [shown, setShown] = useState<{ data: Data; updatedAt: number }>();
  if (query.data !== undefined && (query.data !== shown?.data || query.dataUpdatedAt !== shown.updatedAt)) {
    setShown({ data: query.data, updatedAt: query.dataUpdatedAt });
  }
  // While TanStack tries again it forgets why it must; what is on screen must not flicker meanwhile.
  const [lastError, setLastError] = useState<Error | null>(null);
  const error = query.error ?? (query.isSuccess ? null : lastError);
  if (error !== lastError) setLastError(error);

  /** What is on screen answers another question than the one that is asked now. */
  const outdated = query.data === undefined && shown !== undefined;
  const switching = query.data === undefined && !error;
  return { shown, error, switching, outdated, refetch: query.refetch, isFetching: query.isFetching };
}
