import { formatCount } from "../../lib/format.ts";
import { translate } from "../../lib/language/translate.ts";

export const messages = translate("settings/password/messages", {
  title: "Password",
  help: "Changing your password signs you out everywhere else.",
  currentPassword: "Current password",
  newPassword: "New password",
  change: { label: "Change password", busyLabel: "Changing" },
  changed: (ended: number) => {
    if (ended === 0) return "Password changed. You weren't signed in anywhere else.";
    return `Password changed. ${ended === 1 ? "1 other session" : `${formatCount(ended)} other sessions`} ended.`;
  },
  noPassword: "Your account has no password. Set one to sign in with your email too.",
  sendLink: "Email me a link to set one",
  linkSent: (email: string) => `Open the link we sent to ${email}.`,
  noPasswordMailOff: "Your account has no password, and this server can't send the email to set one.",
});
