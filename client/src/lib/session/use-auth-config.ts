import type { AuthConfig } from "@cafe-app-ai/shared/auth/sign-in";
import { useQuery } from "@tanstack/react-query";
import { authConfigQuery } from "./auth-config.ts";

/** What holds until the API has said otherwise: the server decides anyway. */
const DEFAULTS: AuthConfig = { passwordMinLength: 8, emailVerification: "optional", mail: "smtp", provider: null };

/** The deployment's settings for forms, at once and in any case. */
export const useAuthConfig = (): AuthConfig => useQuery(authConfigQuery).data ?? DEFAULTS;
