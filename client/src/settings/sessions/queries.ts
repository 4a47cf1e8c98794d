import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../lib/api/api.ts";
import { useAction } from "../../lib/api/use-action.ts";
import { sessionsQuery, useChange } from "../queries.ts";

export function useEndSession(id: string, told: { onSuccess: () => void; onError: (error: Error) => void }) {
  const client = useQueryClient();
  return useAction({
    mutationFn: () => api.delete(`/api/auth/sessions/${id}`),
    ...told,
    onSettled: () => void client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}

export const useEndOtherSessions = () =>
  useChange(() => api.delete<{ ended: number }>("/api/auth/sessions"), sessionsQuery);
