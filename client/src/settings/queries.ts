import type {
  ChangeEmail,
  ChangePassword,
  Export,
  NewRecoveryCodes,
  Passkey,
  SessionSummary,
  SignInMethods,
  TwoFactorSetup,
} from "@cafe-app-ai/shared/account";
import type { ActivityPage } from "@cafe-app-ai/shared/activity";
import type { OAuthFlowStart, SignedIn, User } from "@cafe-app-ai/shared/auth";
import type { PublicKeyCredentialCreationOptionsJSON } from "@simplewebauthn/browser";
import { infiniteQueryOptions, type QueryKey, queryOptions, useQueryClient } from "@tanstack/react-query";
import { api } from "../lib/api/api.ts";
import { useAction } from "../lib/api/use-action.ts";
import { showPasskeyDialog } from "../lib/session/passkeys.ts";
import { forgetSession, setSession } from "../lib/session/session.ts";
import { startOAuthFlow } from "./oidc/oauth-flow.ts";

/** What proves that it is the owner who asks; empty where the account has no password. */
type Reauthentication = { password?: string };

/** Asked for anew on each page that shows it: a mail's link or another browser may have changed it. */
export const credentialsQuery = queryOptions({
  queryKey: ["credentials"],
  staleTime: 0,
  queryFn: ({ signal }) => api.get<SignInMethods>("/api/auth/sign-in-methods", signal),
});

/** The same. */
export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  staleTime: 0,
  queryFn: ({ signal }) => api.get<SessionSummary[]>("/api/auth/sessions", signal),
});

/** The same, page by page. */
export const activityQuery = infiniteQueryOptions({
  queryKey: ["activity"],
  staleTime: 0,
  queryFn: ({ signal, pageParam: cursor }) =>
    api.get<ActivityPage>(`/api/auth/activity?${new URLSearchParams(cursor === null ? {} : { cursor })}`, signal),
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
  select: ({ pages }) => pages.flatMap(({ rows }) => rows),
});

export function useUpdateName() {
  const client = useQueryClient();
  return useAction({
    mutationFn: (body: { name: string }) => api.patch<{ user: User }>("/api/auth/user", body),
    onSuccess: ({ user }) => setSession(client, (session) => session && { ...session, user }),
  });
}

export const useChangeEmail = () =>
  useChange((body: ChangeEmail) => api.post("/api/auth/change-email", body), credentialsQuery.queryKey);
export const useCancelEmailChange = () =>
  useChange(() => api.delete("/api/auth/change-email"), credentialsQuery.queryKey);
export const useResendVerification = () =>
  useChange((email: string) => api.post("/api/auth/resend-verification", { email }));
export const useForgotPassword = () => useChange((email: string) => api.post("/api/auth/forgot-password", { email }));

export const useChangePassword = () =>
  useChange(
    (body: ChangePassword) => api.post<{ ended: number }>("/api/auth/change-password", body),
    sessionsQuery.queryKey,
  );

/** Goes to the provider, which leads back to the settings: it is never done, the page is left. */
export const useConnectProvider = () =>
  useChange(async (body: Reauthentication) => {
    const { url } = await api.post<OAuthFlowStart>("/api/auth/oidc", body);
    return startOAuthFlow(url);
  });
export const useDisconnectProvider = () =>
  useChange((body: Reauthentication) => api.delete("/api/auth/oidc", body), credentialsQuery.queryKey);

export const useSetUpTwoFactor = () =>
  useChange((body: Reauthentication) => api.post<TwoFactorSetup>("/api/auth/two-factor", body));
export const useConfirmTwoFactor = () =>
  useChange(
    (body: { code: string }) => api.post<SignedIn>("/api/auth/two-factor/confirm", body),
    credentialsQuery.queryKey,
    sessionsQuery.queryKey,
  );
export const useTurnOffTwoFactor = () =>
  useChange(
    (body: Reauthentication) => api.delete<SignedIn>("/api/auth/two-factor", body),
    credentialsQuery.queryKey,
    sessionsQuery.queryKey,
  );
export const useNewRecoveryCodes = () =>
  useChange(
    (body: Reauthentication) => api.post<NewRecoveryCodes>("/api/auth/two-factor/recovery-codes", body),
    credentialsQuery.queryKey,
  );

export const useSavedRecoveryCodes = () =>
  useChange(
    (body: { code: string }) => api.post("/api/auth/two-factor/recovery-codes/saved", body),
    credentialsQuery.queryKey,
  );

export const useAddPasskey = () =>
  useChange(async ({ name, ...reauthentication }: { name: string } & Reauthentication) => {
    const optionsJSON = await api.post<PublicKeyCredentialCreationOptionsJSON>(
      "/api/auth/passkeys/options",
      reauthentication,
    );
    const response = await showPasskeyDialog(({ startRegistration }) => startRegistration({ optionsJSON }));
    return api.post<Passkey>("/api/auth/passkeys", { name, response });
  }, credentialsQuery.queryKey);
export const useRenamePasskey = (id: string) =>
  useChange(
    (body: { name: string }) => api.patch<Passkey>(`/api/auth/passkeys/${id}`, body),
    credentialsQuery.queryKey,
  );
export const useRemovePasskey = (id: string) =>
  useChange((body: Reauthentication) => api.delete(`/api/auth/passkeys/${id}`, body), credentialsQuery.queryKey);

export function useEndSession(id: string, told: { onSuccess: () => void; onError: (error: Error) => void }) {
  const client = useQueryClient();
  return useAction({
    mutationFn: () => api.delete(`/api/auth/sessions/${id}`),
    ...told,
    onSettled: () => void client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
}
export const useEndOtherSessions = () =>
  useChange(() => api.delete<{ ended: number }>("/api/auth/sessions"), sessionsQuery.queryKey);

type Download = { signal: AbortSignal; onBytes: (bytes: number) => void };
export const useExport = () =>
  useChange(({ signal, onBytes }: Download) => api.download<Export>("/api/auth/export", signal, onBytes));
export const useDeleteAccount = () => useChange((body: Reauthentication) => api.delete("/api/auth/user", body));

/** Signs out so that one comes back here after signing in. */
export function useSignInAgain() {
  const client = useQueryClient();
  return useAction({
    mutationFn: () => api.post("/api/auth/signout"),
    onSuccess: () => forgetSession(client, "ended"),
  });
}

/** A mutation after which what is stale by it is asked for anew, without waiting for that. */
function useChange<Body, Answer>(send: (body: Body) => Promise<Answer>, ...stale: QueryKey[]) {
  const client = useQueryClient();
  return useAction({
    mutationFn: send,
    onSuccess: () => {
      for (const queryKey of stale) void client.invalidateQueries({ queryKey });
    },
  });
}
