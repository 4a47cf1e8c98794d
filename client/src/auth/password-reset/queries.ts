import type { ResetChecked, ResetPassword } from "@cafe-app-ai/shared/auth/password-reset";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../lib/api/api.ts";
import { useAction } from "../../lib/api/use-action.ts";
import { tryRenewSession } from "../../lib/session/session.ts";

/** Whose a reset link is, before a password is asked for. */
export const useCheckReset = (token: string, enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: ["reset", token],
    queryFn: () => api.post<ResetChecked>("/api/auth/reset-password/check", { token }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** Resolves to the session in this browser afterwards, if any: a reset ends the sessions of its own account only. */
export function useResetPassword() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (reset: ResetPassword) => {
      await api.post("/api/auth/reset-password", reset);
      return tryRenewSession(client);
    },
  });
}
