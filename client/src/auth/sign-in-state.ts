import { useLocation } from "react-router";

/** What the sign-in and sign-up pages tell each other; kept out of the address, which others may read. */
export type SignInState = { email?: string; ended?: boolean };

export const useSignInState = (): SignInState => (useLocation().state as SignInState | null) ?? {};
