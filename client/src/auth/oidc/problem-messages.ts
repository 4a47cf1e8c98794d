import { translate } from "../../lib/language/translate.ts";

/** Why the provider sign-in failed. */
export const problemMessages = translate("auth/oidc/problem-messages", {
  /** By the API's error codes. */
  known: {
    provider_failed: (name: string) => `Sign-in with ${name} failed. Try again, or sign in another way.`,
    provider_unavailable: (name: string) => `Couldn't reach ${name}. Try again in a moment, or sign in another way.`,
    provider_denied: (name: string) => `Sign-in with ${name} was cancelled.`,
    account_exists: (name: string) =>
      `An account with the same email already exists. Sign in to it, then connect ${name} in your settings.`,
    EMAIL_NOT_VERIFIED: () => "Confirm your email first. Open the link in the email we sent you.",
    provider_email: (name: string) => `We couldn't get your email from ${name}. Sign in another way.`,
    already_linked: (name: string) => `Your account with ${name} is connected to another account here.`,
    link_failed: (name: string) => `Your account with ${name} couldn't be connected. Try again.`,
    state: () => "This took too long, or was started in another window. Try again.",
    unavailable: () => "The server is temporarily unavailable. Try again in a moment.",
  },
  another: (name: string) => `Sign-in with ${name} didn't work. Try again, or sign in another way.`,
  anyProvider: "the provider",
});
