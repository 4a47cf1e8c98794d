import type { SessionSummary } from "@cafe-app-ai/shared/auth/sessions";
import type { SignInMethods } from "@cafe-app-ai/shared/auth/sign-in-methods";
import { type QueryKey, queryOptions, useQueryClient } from "@tanstack/react-query";
import { api } from "../lib/api/api.ts";
import { useAction } from "../lib/api/use-action.ts";

/** What shows that it's the account's owner who asks; empty if the account has no password. */
export type Reauthentication = { password?: string };

/** Refetched on each page that shows it: a link in an email or another browser may have changed it. */
export const signInMethodsQuery = queryOptions({
  queryKey: ["sign-in-methods"],
  staleTime: 0,
  queryFn: ({ signal }) => api.get<SignInMethods>("/api/auth/sign-in-methods", signal),
});

/** Refetched on each page that shows it. */
export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  staleTime: 0,
  queryFn: ({ signal }) => api.get<SessionSummary[]>("/api/auth/sessions", signal),
});

/** A mutation that makes queries stale; it doesn't wait until they are refetched. */
export function useChange<Body, Answer>(send: (body: Body) => Promise<Answer>, ...stale: { queryKey: QueryKey }[]) {
  const client = useQueryClient();
  return useAction({
    mutationFn: send,
    onSuccess: () => {
      for (const { queryKey } of stale) void client.invalidateQueries({ queryKey });
    },
  });
}
