import type { UseQueryResult } from "@tanstack/react-query";
import { useState } from "react";

/** Why a query failed. TanStack forgets that while it retries; what shows the error must not flicker meanwhile. */
export function useLastError(query: Pick<UseQueryResult, "error" | "isSuccess">): Error | null {
  const [lastError, setLastError] = useState<Error | null>(null);
  const error = query.error ?? (query.isSuccess ? null : lastError);
  if (error !== lastError) setLastError(error);
  return error;
}
