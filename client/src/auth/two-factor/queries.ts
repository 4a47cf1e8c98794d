import type { SignedIn } from "@cafe-app-ai/shared/auth/sessions";
import type { TwoFactor } from "@cafe-app-ai/shared/auth/two-factor";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../lib/api/api.ts";
import { useAction } from "../../lib/api/use-action.ts";
import { expectSession } from "../../lib/session/session.ts";

/** Finishes a sign-in with a code; the cookie that the first step left says whose it is. */
export function useTwoFactorSignIn() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (body: TwoFactor) => {
      await api.post<SignedIn>("/api/auth/signin/two-factor", body);
      await expectSession(client);
    },
  });
}
