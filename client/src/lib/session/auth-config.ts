import type { AuthConfig } from "@cafe-app-ai/shared/auth/sign-in";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../api/api.ts";

/** What this deployment offers and asks for: password length, mail, provider. It does not change while it runs. */
export const authConfigQuery = queryOptions({
  queryKey: ["auth-config"],
  queryFn: ({ signal }) => api.get<AuthConfig>("/api/auth/config", signal),
  staleTime: Number.POSITIVE_INFINITY,
});
