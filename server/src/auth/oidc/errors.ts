import { RULE_ERRORS } from "../better-auth/oidc-rules.ts";

/** What the app's page is told, as `error` in its URL. Nothing of what the provider says is passed on. */
export type OidcError =
  /** Any other reason. */
  | "provider_failed"
  /** It does not answer. */
  | "provider_unavailable"
  /** The person, or the provider, said no. */
  | "provider_denied"
  /** It gave no email address, or none that we take. */
  | "provider_email"
  /** There is an account with this email, and this sign-in method does not belong to it. */
  | "account_exists"
  | "EMAIL_NOT_VERIFIED"
  /** The provider's account belongs to somebody else's account here. */
  | "already_linked"
  /** Any other reason, when linking. */
  | "link_failed"
  /** The flow took too long, was finished before, or began in another browser. */
  | "state"
  /** Ours, not the provider's, is what does not answer. */
  | "unavailable";

/** Better Auth's codes, those of `oidcRules` and OAuth's. */
const KNOWN = new Map<string | null, OidcError>([
  ["access_denied", "provider_denied"],
  ["temporarily_unavailable", "provider_unavailable"],
  [RULE_ERRORS.late, "provider_unavailable"],
  ["email_not_found", "provider_email"],
  [RULE_ERRORS.email, "provider_email"],
  ["account_not_linked", "account_exists"],
  ["account_already_linked_to_different_user", "already_linked"],
  ["state_mismatch", "state"],
  // a database that did not answer Better Auth, or one of the rules
  ["internal_server_error", "unavailable"],
  ["validation_failed", "unavailable"],
]);

/** Our code for Better Auth's, in a flow to sign in or to link. */
export function toOidcError(code: string | null, linking: boolean): OidcError {
  if (code === RULE_ERRORS.second) return linking ? "link_failed" : "account_exists";
  return KNOWN.get(code) ?? (linking ? "link_failed" : "provider_failed");
}
