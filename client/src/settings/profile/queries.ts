import type { User } from "@cafe-app-ai/shared/auth/common";
import type { ChangeEmail } from "@cafe-app-ai/shared/auth/email";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../lib/api/api.ts";
import { useAction } from "../../lib/api/use-action.ts";
import { setSession } from "../../lib/session/session.ts";
import { signInMethodsQuery, useChange } from "../queries.ts";

export function useUpdateName() {
  const client = useQueryClient();
  return useAction({
    mutationFn: (body: { name: string }) => api.patch<{ user: User }>("/api/auth/user", body),
    onSuccess: ({ user }) => setSession(client, (session) => session && { ...session, user }),
  });
}

export const useChangeEmail = () =>
  useChange((body: ChangeEmail) => api.post("/api/auth/change-email", body), signInMethodsQuery);

export const useCancelEmailChange = () => useChange(() => api.delete("/api/auth/change-email"), signInMethodsQuery);
