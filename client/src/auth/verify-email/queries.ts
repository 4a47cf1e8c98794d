import type { User } from "@cafe-app-ai/shared/auth/common";
import type { VerifyEmail } from "@cafe-app-ai/shared/auth/email";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../lib/api/api.ts";
import { useAction } from "../../lib/api/use-action.ts";
import { tryRenewSession } from "../../lib/session/session.ts";

/** Resolves to the user whose email is confirmed now. */
export function useVerifyEmail() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (body: VerifyEmail) => {
      const { user } = await api.post<{ user: User }>("/api/auth/verify-email", body);
      await tryRenewSession(client);
      return user;
    },
  });
}
