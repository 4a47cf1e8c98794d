import { translate } from "../../lib/language/translate.ts";

export const messages = translate("auth/verify-email/messages", {
  title: "Confirm your email",
  intro: "Select the button to confirm that this email is yours.",
  passwordIntro:
    "Someone else may have signed up with this email too. Enter the password you want for your account: the one you signed up with, or another.",
  verify: "Confirm my email",
  verifying: "Confirming your email",
  doneTitle: "Your email is confirmed",
  done: (email: string) => `${email} is confirmed.`,
  signedInAs: (email: string) => `You're signed in as ${email} in this browser.`,
  requestLink: "Enter your email and we'll send you a link to confirm it.",
});
