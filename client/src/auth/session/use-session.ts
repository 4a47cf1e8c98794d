import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { UNREACHABLE_RETRY_MS } from "../../lib/api/query-client.ts";
import { sessionQuery } from "../../lib/session/session.ts";

/** The session for the guards: not known yet, not to be had, or an answer, which a later failure does not take back. */
export function useSession() {
  const query = useQuery({
    ...sessionQuery,
    refetchInterval: ({ state }) =>
      state.data === undefined && state.errorUpdateCount > 0 ? UNREACHABLE_RETRY_MS : false,
  });
  // TanStack forgets the error while it tries again; the page that shows it must not flicker.
  const [lastError, setLastError] = useState<Error | null>(null);
  if (query.error && query.error !== lastError) setLastError(query.error);

  if (query.data !== undefined) return { state: "known", session: query.data } as const;
  if (!lastError) return { state: "pending" } as const;
  return {
    state: "unreachable",
    error: lastError,
    retrying: query.isFetching,
    retry: () => void query.refetch(),
  } as const;
}
