import { useLocation } from "react-router";
import type { messages } from "./messages.ts";

/** What the pages around signing in tell each other; kept out of the address, which others may read. */
export type SignInState = { email?: string; notice?: keyof typeof messages.notices };

export const useSignInState = (): SignInState => (useLocation().state as SignInState | null) ?? {};
