import { translate } from "../lib/language/translate.ts";

/** What several of these pages say. */
export const authMessages = translate("auth/messages", {
  signIn: "Sign in",
  backToSignIn: "Back to sign in",
  goToApp: "Go to dashboard",
  resendEmail: "Resend email",
  linkExpired: "This link has expired or was already used",
});
