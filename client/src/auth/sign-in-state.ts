import { useEffect } from "react";
import { useLocation, useNavigate } from "react-router";
import { whenForgotten } from "../lib/session/session.ts";
import type { messages } from "./messages.ts";

/** What the pages around signing in tell each other; kept out of the address, which others may read. */
export type SignInState = {
  email?: string;
  notice?: keyof typeof messages.notices;
  /** Where a mail was sent to that the page waits for: also after it is loaded anew. */
  mailedTo?: string;
};

export const useSignInState = (): SignInState => (useLocation().state as SignInState | null) ?? {};

/** The email that a mail was sent to from this page, and how to note one. */
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

/** The email that a form begins with: what was typed on this very page before it was loaded anew, or what led here. */
export function useTypedEmail(given?: string): string | undefined {
  const { key } = useLocation();
  const { email } = useSignInState();
  const [typedOn, typed] = JSON.parse(sessionStorage.getItem(TYPED) ?? "[]") as string[];
  return (typedOn === key ? typed : undefined) ?? email ?? given;
}

/** Keeps what is typed for when the page is loaded anew; never a password. */
export function useKeepEmail(email: string): void {
  const { key } = useLocation();
  useEffect(() => sessionStorage.setItem(TYPED, JSON.stringify([key, email])), [key, email]);
}
