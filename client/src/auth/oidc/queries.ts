import type { OAuthFlowStart } from "@cafe-app-ai/shared/auth/oidc";
import { api } from "../../lib/api/api.ts";
import { useAction } from "../../lib/api/use-action.ts";

/** Leaves for the provider, which sends the browser back to `next`. */
export function useProviderSignIn() {
  return useAction({
    mutationFn: (next: string) => api.post<OAuthFlowStart>("/api/auth/signin/oidc", { next }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}
