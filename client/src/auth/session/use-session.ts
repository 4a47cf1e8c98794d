import { useQuery } from "@tanstack/react-query";
import { UNREACHABLE_RETRY_MS } from "../../lib/api/query-client.ts";
import { useLastError } from "../../lib/api/use-last-error.ts";
import { sessionQuery } from "../../lib/session/session.ts";

/** The session for the guards: pending, unreachable, or an answer, which a later failure doesn't take back. */
export function useSession() {
  const query = useQuery({
    ...sessionQuery,
    refetchInterval: ({ state }) =>
      state.data === undefined && state.errorUpdateCount > 0 ? UNREACHABLE_RETRY_MS : false,
  });
  const error = useLastError(query);

  if (query.data !== undefined) return { state: "known", session: query.data } as const;
  if (!error) return { state: "pending" } as const;
  return {
    state: "unreachable",
    error,
    retrying: query.isFetching,
    retry: () => void query.refetch(),
  } as const;
}
