import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { SignedIn, SignIn, SignUp } from "shared/auth";
import { api } from "../lib/api.ts";
import { expectSession, forgetSession } from "../lib/session.ts";

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: SignIn) => {
      await api.post<SignedIn>("/api/auth/signin", credentials);
      await expectSession(client);
    },
  });
}

/** Resolves to false where the address must be confirmed by mail first. */
export function useSignUp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (account: SignUp) => {
      const { user } = await api.post<SignedIn | { user: null }>("/api/auth/signup", account);
      if (user) await expectSession(client);
      return user !== null;
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post("/api/auth/signout"),
    onSuccess: () => forgetSession(client, "signed-out"),
  });
}
