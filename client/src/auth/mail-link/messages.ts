import { translate } from "../../lib/language/translate.ts";

export const messages = translate("auth/mail-link/messages", {
  checkMailTitle: "Check your email",
  checkMail: {
    "resend-verification": (email: string) =>
      `If ${email} has an account that isn't confirmed yet, we've sent a link to confirm it.`,
    "forgot-password": (email: string) =>
      `If ${email} has an account, we've sent a link to reset its password. Check your spam folder too.`,
  },
  sendLink: "Send link",
  sending: "Sending",
  resendIn: (wait: string) => `Resend in ${wait}`,
  resent: "Email sent again",
  useAnotherEmail: "Use a different email",
  openInbox: "Open the development inbox",
});
