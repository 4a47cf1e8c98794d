import type { SignedIn } from "@cafe-app-ai/shared/auth/sessions";
import type { SignIn } from "@cafe-app-ai/shared/auth/sign-in";
import type { TwoFactorRequired } from "@cafe-app-ai/shared/auth/two-factor";
import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../lib/api/api.ts";
import { useAction } from "../../lib/api/use-action.ts";
import { showPasskeyDialog } from "../../lib/session/passkeys.ts";
import { expectSession } from "../../lib/session/session.ts";

/** Resolves to false if two-factor authentication is still to come. */
export function useSignIn() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (credentials: SignIn) => {
      const { user } = await api.post<SignedIn | TwoFactorRequired>("/api/auth/signin", credentials);
      if (user) await expectSession(client);
      return user !== null;
    },
  });
}

export function usePasskeySignIn() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async () => {
      const optionsJSON = await api.post<PublicKeyCredentialRequestOptionsJSON>("/api/auth/signin/passkey/options");
      const response = await showPasskeyDialog(({ startAuthentication }) => startAuthentication({ optionsJSON }));
      await api.post<SignedIn>("/api/auth/signin/passkey", { response });
      await expectSession(client);
    },
  });
}
