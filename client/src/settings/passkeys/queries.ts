import type { Passkey } from "@cafe-app-ai/shared/auth/passkeys";
import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { api } from "../../lib/api/api.ts";
import { showPasskeyDialog } from "../../lib/session/passkeys.ts";
import { type Reauthentication, signInMethodsQuery, useChange } from "../queries.ts";

export const useAddPasskey = () =>
  useChange(async ({ name, ...reauthentication }: { name: string } & Reauthentication) => {
    const path = "/api/auth/passkeys";
    const optionsJSON = await api.post<PublicKeyCredentialCreationOptionsJSON>(`${path}/options`, reauthentication);
    const response = await showPasskeyDialog(({ startRegistration }) => startRegistration({ optionsJSON }));
    return api.post<Passkey>(path, { name, response });
  }, signInMethodsQuery);

export const useRenamePasskey = (id: string) =>
  useChange((body: { name: string }) => api.patch<Passkey>(`/api/auth/passkeys/${id}`, body), signInMethodsQuery);

export const useRemovePasskey = (id: string) =>
  useChange((body: Reauthentication) => api.delete(`/api/auth/passkeys/${id}`, body), signInMethodsQuery);
