import type { ActivityPage } from "@cafe-app-ai/shared/auth/activity";
import { infiniteQueryOptions } from "@tanstack/react-query";
import { api } from "../../lib/api/api.ts";

/** Page by page, refetched when it's shown. */
export const activityQuery = infiniteQueryOptions({
  queryKey: ["activity"],
  staleTime: 0,
  queryFn: ({ signal, pageParam: cursor }) =>
    api.get<ActivityPage>(`/api/auth/activity?${new URLSearchParams(cursor === null ? {} : { cursor })}`, signal),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
  select: ({ pages }) => pages.flatMap(({ rows }) => rows),
});
