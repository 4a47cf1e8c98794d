import type { InboxMail } from "@cafe-app-ai/shared/inbox";
import { queryOptions } from "@tanstack/react-query";
import { api, hasCode } from "../lib/api/api.ts";

const REFRESH = 3_000;

/** Newest first. Only a server in development without SMTP has it. */
export const inboxQuery = queryOptions({
  queryKey: ["inbox"],
  queryFn: ({ signal }) => api.get<InboxMail[]>("/api/inbox", signal),
  staleTime: 0,
  refetchInterval: ({ state }) => (hasNoInbox(state.error) ? false : REFRESH),
});

/** Whether the API answers that this is no development server without SMTP. */
export const hasNoInbox = (error: unknown) => hasCode(error, "NOT_FOUND");
