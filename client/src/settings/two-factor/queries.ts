import type { SignedIn } from "@cafe-app-ai/shared/auth/sessions";
import type { NewRecoveryCodes, TwoFactorSetup } from "@cafe-app-ai/shared/auth/two-factor";
import { api } from "../../lib/api/api.ts";
import { type Reauthentication, sessionsQuery, signInMethodsQuery, useChange } from "../queries.ts";

export const useSetUpTwoFactor = () =>
  useChange((body: Reauthentication) => api.post<TwoFactorSetup>("/api/auth/two-factor", body));

export const useConfirmTwoFactor = () =>
  useChange(
    (body: { code: string }) => api.post<SignedIn>("/api/auth/two-factor/confirm", body),
    signInMethodsQuery,
    sessionsQuery,
  );

export const useTurnOffTwoFactor = () =>
  useChange(
    (body: Reauthentication) => api.delete<SignedIn>("/api/auth/two-factor", body),
    signInMethodsQuery,
    sessionsQuery,
  );

export const useNewRecoveryCodes = () =>
  useChange(
    (body: Reauthentication) => api.post<NewRecoveryCodes>("/api/auth/two-factor/recovery-codes", body),
    signInMethodsQuery,
  );

export const useSavedRecoveryCodes = () =>
  useChange(
    (body: { code: string }) => api.post("/api/auth/two-factor/recovery-codes/saved", body),
    signInMethodsQuery,
  );
