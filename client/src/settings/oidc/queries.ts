import type { OAuthFlowStart } from "@cafe-app-ai/shared/auth/oidc";
import { api } from "../../lib/api/api.ts";
import { type Reauthentication, signInMethodsQuery, useChange } from "../queries.ts";
import { startOAuthFlow } from "./oauth-flow.ts";

/** Leaves for the provider, which leads back to the settings; so it never settles. */
export const useConnectProvider = () =>
  useChange(async (body: Reauthentication) => {
    const { url } = await api.post<OAuthFlowStart>("/api/auth/oidc", body);
    return startOAuthFlow(url);
  });

export const useDisconnectProvider = () =>
  useChange((body: Reauthentication) => api.delete("/api/auth/oidc", body), signInMethodsQuery);
