import type { NewPlainThing, PlainThing, PlainThingChanges, PlainThingList } from "@cafe-app-ai/shared/plain-things";
import { infiniteQueryOptions, queryOptions, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { api } from "../lib/api/api.ts";
import { useAction } from "../lib/api/use-action.ts";

const PLAIN_THINGS = "plain-things";

/** What changes them, by one name: meanwhile the panel stays. */
export const CHANGES = [PLAIN_THINGS, "change"] as const;

/** Page by page, newest first. */
export const plainThingsQuery = infiniteQueryOptions({
  queryKey: [PLAIN_THINGS, "list"],
  queryFn: ({ signal, pageParam: cursor }) =>
    api.get<PlainThingList>(`/api/plain-things?${new URLSearchParams(cursor === null ? {} : { cursor })}`, signal),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
  select: ({ pages }) => pages.flatMap(({ rows }) => rows),
});

/** One of them with the version that a change must name. */
export const plainThingQuery = (id: string) =>
  queryOptions({
    queryKey: [PLAIN_THINGS, "one", id],
    queryFn: ({ signal }) => api.getVersioned<PlainThing>(pathOf(id), signal),
    // A form must not change under somebody's hands, and each opening begins with what is stored.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

const pathOf = (id: string) => `/api/plain-things/${encodeURIComponent(id)}`;

function useRenewList() {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: plainThingsQuery.queryKey });
}

/** Adds one: however often the same one is sent, it is added once. */
export function useCreatePlainThing() {
  const attempt = useRef({ body: "", key: "" });
  return useAction({
    mutationKey: CHANGES,
    mutationFn: (plainThing: NewPlainThing) => {
      const body = JSON.stringify(plainThing);
      if (attempt.current.body !== body) attempt.current = { body, key: crypto.randomUUID() };
      return api.post<PlainThing>("/api/plain-things", plainThing, {
        headers: { "Idempotency-Key": attempt.current.key },
      });
    },
    onSuccess: useRenewList(),
  });
}

type Edit = { id: string; etag: string; changes: PlainThingChanges };

/** Changes one if it's still the version that `etag` names; otherwise fails with PRECONDITION_FAILED. */
export const useChangePlainThing = () =>
  useAction({
    mutationKey: CHANGES,
    mutationFn: ({ id, etag, changes }: Edit) =>
      api.patch<PlainThing>(pathOf(id), changes, { headers: { "If-Match": etag } }),
    onSuccess: useRenewList(),
  });

export const useDeletePlainThing = () =>
  useAction({
    mutationKey: CHANGES,
    mutationFn: (id: string) => api.delete(pathOf(id)),
    onSuccess: useRenewList(),
  });
