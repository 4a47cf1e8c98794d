import type { EmailOnly, ResetChecked, ResetPassword, User, VerifyEmail } from "@cafe-app-ai/shared/auth";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, api } from "../lib/api/api.ts";
import { useAction } from "../lib/api/use-action.ts";
import { renewSession } from "../lib/session/session.ts";

/** What one can ask a mail for: a new password, or to confirm the address. */
export type MailRoute = "forgot-password" | "resend-verification";

/** The answer is the same whether the address has an account or not. */
export const useSendMail = (route: MailRoute) =>
  useAction({ mutationFn: (address: EmailOnly) => api.post(`/api/auth/${route}`, address) });

/** Whose a link for a new password is, before a password is asked for. */
export const useCheckReset = (token: string, enabled: boolean) =>
  useQuery({
    enabled,
    queryKey: ["reset", token],
    queryFn: () => api.post<ResetChecked>("/api/auth/reset-password/check", { token }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

export const isInvalidToken = (error: unknown) => error instanceof ApiError && error.code === "INVALID_TOKEN";

/** Resolves to whether somebody is signed in here afterwards: a reset ends the sessions of its own account only. */
export function useResetPassword() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (reset: ResetPassword) => {
      await api.post("/api/auth/reset-password", reset);
      return renewSession(client).catch(notKnown);
    },
  });
}

/** Resolves to whose address is confirmed. */
export function useVerifyEmail() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (verify: VerifyEmail) => {
      const { user } = await api.post<{ user: User }>("/api/auth/verify-email", verify);
      await renewSession(client).catch(notKnown);
      return user;
    },
  });
}

/** What was done is done: that the session cannot be read now must not look as if it had failed. */
const notKnown = () => null;
