import type { Session } from "@cafe-app-ai/shared/auth/sessions";
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { api } from "../api/api.ts";
import { forgetSwitch, showUser, startAnew, tellOtherWindows } from "../api/windows.ts";
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
    // What was asked before a sign-in or a sign-out, which cancels it, must not be acted on after it.
    signal.throwIfAborted();
    const id = session?.user.id ?? null;
    if (before && id && before.user.id !== id) return startAnew();
    if (before && !id) forgetEverythingElse(client, "ended");
    showUser(id);
    if (before === undefined || (id && !before)) tellOtherWindows(id);
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
  setSession(client, () => null);
  showUser(null);
  // A session that ended by itself has ended for them too, and each says so.
  if (how === "signed-out") tellOtherWindows(null);
}

/** Changes what is known of the session; an older answer that is still on its way must not undo that. */
export function setSession(
  client: QueryClient,
  change: (session: Session | null | undefined) => Session | null | undefined,
): void {
  void client.cancelQueries({ queryKey: sessionQuery.queryKey, exact: true });
  client.setQueryData(sessionQuery.queryKey, change);
}

/** The session as it is from now on: one that was asked for before, a refocus does that, may be older than what was done. */
async function renewSession(client: QueryClient): Promise<Session | null> {
  await client.cancelQueries({ queryKey: sessionQuery.queryKey, exact: true });
  return client.fetchQuery({ ...sessionQuery, staleTime: 0 });
}

/** The same after something that is done already: that the session can't be read now mustn't look as if it had failed. */
export const tryRenewSession = (client: QueryClient) => renewSession(client).catch(() => null);

/** The API said yes, but the session that it started does not reach it again. */
export class CookieRefusedError extends Error {
  override name = "CookieRefusedError";
}

/** After a sign-in: the session that the cookie gives. @throws CookieRefusedError */
export async function expectSession(client: QueryClient): Promise<void> {
  forgetSwitch();
  const session = await renewSession(client);
  if (!session) throw new CookieRefusedError();
  client.removeQueries({ queryKey: departureKey });
}

const listeners = new Set<(how: Departure) => void>();

/** For what is kept outside the queries and may belong to an account. */
export const whenForgotten = (forget: (how: Departure) => void) => void listeners.add(forget);

/** Nothing of one account may be seen by the next; what is the same for everybody may stay. */
function forgetEverythingElse(client: QueryClient, how: Departure): void {
  client.removeQueries({ predicate: ({ queryKey }) => !KEPT.includes(queryKey[0]) });
  client.setQueryData(departureKey, how);
  for (const forget of listeners) forget(how);
}
