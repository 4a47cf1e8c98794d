import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";
import { useLastError } from "./use-last-error.ts";

/** What a query found last; until the next answer is there, what was on screen before, even through an error. */
export function useShown<Data>(query: UseQueryResult<Data>) {
  const [shown, setShown] = useState<{ data: Data; updatedAt: number }>();
  if (query.data !== undefined && (query.data !== shown?.data || query.dataUpdatedAt !== shown.updatedAt)) {
    setShown({ data: query.data, updatedAt: query.dataUpdatedAt });
  }
  const error = useLastError(query);
  /** What is on screen answers another question than the one that is asked now. */
  const outdated = query.data === undefined && shown !== undefined;
  const switching = query.data === undefined && !error;
  return { shown, error, switching, outdated, refetch: query.refetch, isFetching: query.isFetching };
}
