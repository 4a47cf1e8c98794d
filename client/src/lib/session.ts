import type { Session } from "@cafe-app-ai/shared/auth";
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "./api.ts";
import { authConfigQuery } from "./auth-config.ts";

const SESSION = "session";
const KEPT: unknown[] = [SESSION, ...authConfigQuery.queryKey];
const departureKey = [SESSION, "departure"] as const;

/** Who is signed in, or null. The cookie that says so is out of script's reach, so the API must be asked. */
export const sessionQuery = queryOptions({
  queryKey: [SESSION],
  queryFn: async ({ client, signal }): Promise<Session | null> => {
    const before = client.getQueryData<Session | null>([SESSION]);
    const session = await api.get<Session | null>("/api/auth/session", signal);
    if (before && before.user.id !== session?.user.id) forgetEverythingElse(client, "ended");
    return session;
  },
  retry: false,
  gcTime: Number.POSITIVE_INFINITY,
  // Another tab may have signed out, or in as somebody else.
  refetchOnWindowFocus: "always",
});

/** How the last session went: `ended` by itself, or `signed-out` on purpose. */
export type Departure = "ended" | "signed-out";

export const getDeparture = (client: QueryClient) => client.getQueryData<Departure>(departureKey);

export function forgetSession(client: QueryClient, how: Departure): void {
  forgetEverythingElse(client, how);
  client.setQueryData(sessionQuery.queryKey, null);
}

/** The API said yes, but the session that it started does not reach it again. */
export class CookieRefusedError extends Error {
  override name = "CookieRefusedError";
}

/** After a sign-in: the session that the cookie gives. @throws CookieRefusedError */
export async function expectSession(client: QueryClient): Promise<void> {
  const session = await client.fetchQuery({ ...sessionQuery, staleTime: 0 });
  if (!session) throw new CookieRefusedError();
  client.removeQueries({ queryKey: departureKey });
}

/** Nothing of one account may be seen by the next; what is the same for everybody may stay. */
function forgetEverythingElse(client: QueryClient, how: Departure): void {
  client.removeQueries({ predicate: ({ queryKey }) => !KEPT.includes(queryKey[0]) });
  client.setQueryData(departureKey, how);
}
