import type { OAuthFlowStart, SignedIn, SignIn, SignUp, TwoFactor, TwoFactorRequired } from "@cafe-app-ai/shared/auth";
import type { PublicKeyCredentialRequestOptionsJSON } from "@simplewebauthn/browser";
import { useQueryClient } from "@tanstack/react-query";
import { api } from "../lib/api/api.ts";
import { useAction } from "../lib/api/use-action.ts";
import { showPasskeyDialog } from "../lib/session/passkeys.ts";
import { expectSession, forgetSession } from "../lib/session/session.ts";

/** Resolves to false where a second factor is still to come. */
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

/** By a code; the cookie that the first step left says whose it is. */
export function useTwoFactorSignIn() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (twoFactor: TwoFactor) => {
      await api.post<SignedIn>("/api/auth/signin/two-factor", twoFactor);
      await expectSession(client);
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

/** Leaves for the provider, which sends the browser back to `next`. */
export function useProviderSignIn() {
  return useAction({
    mutationFn: (next: string) => api.post<OAuthFlowStart>("/api/auth/signin/oidc", { next }),
    onSuccess: ({ url }) => window.location.assign(url),
  });
}

/** Resolves to false where the address must be confirmed by mail first. */
export function useSignUp() {
  const client = useQueryClient();
  return useAction({
    mutationFn: async (account: SignUp) => {
      const { user } = await api.post<SignedIn | { user: null }>("/api/auth/signup", account);
      if (user) await expectSession(client);
      return user !== null;
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useAction({
    mutationFn: () => api.post("/api/auth/signout"),
    onSuccess: () => forgetSession(client, "signed-out"),
  });
}
