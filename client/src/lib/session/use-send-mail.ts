import type { EmailOnly } from "@cafe-app-ai/shared/auth/common";
import { api } from "../api/api.ts";
import { useAction } from "../api/use-action.ts";

/** The emails with a link that can be requested: to reset a password, or to confirm an email. */
export type MailRoute = "forgot-password" | "resend-verification";

/** The answer is the same whether the email has an account or not. */
export const useSendMail = (route: MailRoute) =>
  useAction({ mutationFn: (body: EmailOnly) => api.post(`/api/auth/${route}`, body) });
