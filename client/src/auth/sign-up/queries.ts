import type { SignedIn } from "@cafe-app-ai/shared/auth/sessions";
import type { SignUp } from "@cafe-app-ai/shared/auth/sign-up";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../lib/api/api.ts";
import { useAction } from "../../lib/api/use-action.ts";
import { expectSession } from "../../lib/session/session.ts";

/** Resolves to false if the email must be confirmed first. */
export function useSignUp() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (account: SignUp) => {
      const { user } = await api.post<SignedIn | { user: null }>("/api/auth/signup", account);
      if (user) await expectSession(client);
      return user !== null;
    },
  });
}
