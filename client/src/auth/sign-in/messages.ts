import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import { translate } from "../../lib/language/translate.ts";
import type { Notice } from "../sign-in-state.ts";

export const messages = translate("auth/sign-in/messages", {
  title: `Sign in to ${PRODUCT_NAME}`,
  signingIn: "Signing in",
  noAccount: "Don't have an account?",
  goToSignUp: "Create one",
  forgot: "Forgot your password?",
  or: "or",
  withPasskey: "Sign in with a passkey",

  notices: {
    ended: "Your session has ended. Sign in again to continue.",
    passwordReset: "Password changed. Sign in with your new password.",
    twoFactorExpired: "This took too long, or there were too many wrong codes. Sign in again.",
  } satisfies Record<Notice, string>,
});
