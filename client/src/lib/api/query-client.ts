import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError, hasCode, isUnreachable } from "./api.ts";

/** How often a query is retried while the API is unreachable. */
export const UNREACHABLE_RETRY_MS = 4_000;

type Listeners = { onUnauthenticated: (client: QueryClient) => void; onFailure: (error: Error) => void };

export function createQueryClient({ onUnauthenticated, onFailure }: Listeners): QueryClient {
  const onError = (error: Error) => {
    if (hasCode(error, "UNAUTHENTICATED")) onUnauthenticated(client);
    else onFailure(error);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        // Offline, a request fails and says so, rather than waiting in silence.
        networkMode: "always",
        staleTime: 30_000,
        retry: (failures, error) => isUnreachable(error) && failures < 2,
        retryDelay: (failures, error) => retryAfter(error) ?? 500 * 2 ** failures,
        refetchInterval: (query) =>
          isUnreachable(query.state.error) ? (retryAfter(query.state.error) ?? UNREACHABLE_RETRY_MS) : false,
      },
      // What a form sent, passwords too, is forgotten with the form.
      mutations: { networkMode: "always", gcTime: 0 },
    },
  });
  return client;
}

/** In milliseconds, at most half a minute: a person is waiting. */
function retryAfter(error: unknown): number | undefined {
  if (!(error instanceof ApiError) || error.retryAfterSeconds === undefined) return undefined;
  return Math.min(error.retryAfterSeconds, 30) * 1_000;
}
