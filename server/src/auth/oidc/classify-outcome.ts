import type { OAuthFlow } from "../better-auth/call-context.ts";
import { type OidcError, toOidcError } from "./errors.ts";
import { SETTINGS_PAGE } from "./start-flow.ts";

/** What an OAuth flow has come to. */
export type OAuthOutcome =
  /** Better Auth has made a session: of a new account, or of one that may have been linked on the way. */
  | { kind: "session"; token: string; path: string; isNew: boolean; linked: boolean; replacedSession?: string }
  /** The provider's account is now the caller's. */
  | { kind: "linked"; userId: string }
  /** There is an account with the email, which the provider hasn't verified. */
  | { kind: "unverified"; email: string; linking: boolean }
  | { kind: "refused"; error: OidcError; linking: boolean };

/**
 * Decides by the rules' findings and by Better Auth's response, which is a redirect whatever happened.
 * @param token of the session that it has just made
 */
export function classifyOutcome(
  { pathname, search, hash, searchParams }: URL,
  token: string | null,
  flow: OAuthFlow,
): OAuthOutcome {
  if (token) {
    return {
      kind: "session",
      token,
      path: pathname + search + hash,
      isNew: flow.action === "create-user",
      linked: flow.action === "link-account",
      replacedSession: flow.replacedSession,
    };
  }
  const linking = pathname === SETTINGS_PAGE;
  if (linking && flow.userId && (flow.linked || !searchParams.has("error"))) {
    return { kind: "linked", userId: flow.userId };
  }
  const error = toOidcError(searchParams.get("error"), linking);
  if (error === "account_exists" && flow.unverifiedEmail) {
    return { kind: "unverified", email: flow.unverifiedEmail, linking };
  }
  return { kind: "refused", error, linking };
}
