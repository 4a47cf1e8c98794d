import { useEffect } from "react";
import { useLocation, useNavigate } from "react-router";
import { whenForgotten } from "../lib/session/session.ts";

/** Why the user was sent to the sign-in page. */
export type Notice = "ended" | "passwordReset" | "twoFactorExpired";

/** What the pages around signing in tell each other; kept out of the URL, which others may read. */
export type SignInState = {
  email?: string;
  notice?: Notice;
  /** Where the email went that the page waits for, also after a reload. */
  mailedTo?: string;
};

export const useSignInState = (): SignInState => (useLocation().state as SignInState | null) ?? {};

/** Where this page sent an email to, and how to note it. */
export function useMailedTo() {
  const { pathname, search, state } = useLocation();
  const navigate = useNavigate();
  const noteMailedTo = (mailedTo: string | undefined) =>
    navigate(pathname + search, { replace: true, state: { ...state, mailedTo } satisfies SignInState });
  return [(state as SignInState | null)?.mailedTo, noteMailedTo] as const;
}

const TYPED = "typed-email";
export const forgetTypedEmail = () => sessionStorage.removeItem(TYPED);
whenForgotten(forgetTypedEmail);

/** The email that a form starts with: what was typed on this very page before a reload, or what the page before knew. */
export function useTypedEmail(given?: string): string | undefined {
  const { key } = useLocation();
  const { email } = useSignInState();
  const [typedOn, typed] = JSON.parse(sessionStorage.getItem(TYPED) ?? "[]") as string[];
  return (typedOn === key ? typed : undefined) ?? email ?? given;
}

/** Keeps what is typed across a reload; never a password. */
export function useKeepEmail(email: string): void {
  const { key } = useLocation();
  useEffect(() => sessionStorage.setItem(TYPED, JSON.stringify([key, email])), [key, email]);
}
