import { translate } from "../../lib/language/translate.ts";

export const messages = translate("auth/password-reset/messages", {
  forgotTitle: "Forgot your password?",
  forgotIntro: "Enter your email and we'll send you a link to reset your password.",
  mailOffTitle: "Password reset isn't available",
  mailOff: "This server can't send email. Ask the person who runs it for help.",
  resetTitle: "Choose a new password",
  resetIntro: (email: string) => `For ${email}`,
  newPassword: "New password",
  reset: "Change password",
  resetting: "Changing password",
  doneTitle: "Password changed",
  done: (email: string) => `Use it the next time you sign in. You're signed in as ${email} in this browser.`,
  linkExpiredText: "Each link works once, for a limited time.",
  sendNewLink: "Send a new link",
  linkIncomplete: "This link is incomplete",
  linkIncompleteText: "Part of it is missing. Open it from the email again, or request a new one.",
});
