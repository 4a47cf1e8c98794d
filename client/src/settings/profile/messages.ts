import { translate } from "../../lib/language/translate.ts";

export const messages = translate("settings/profile/messages", {
  nameTitle: "About you",
  name: "Name",
  nameSaved: "Name saved",
  emailTitle: "Email address",
  confirmed: "Confirmed",
  notConfirmed: "Not confirmed",
  confirmHelp: "Open the link in the email we sent you to confirm it's yours.",
  resendEmail: "Resend email",
  changeEmail: "Change email",
  newEmail: "New email address",
  sendLink: { label: "Send link", busyLabel: "Sending link" },
  changeHelp: "We'll send a link to the new email. Your email changes when you open it.",
  emailPending: (next: string, current: string) =>
    `Open the link we sent to ${next}. Until then, your email stays ${current}.`,
  mailOff: "This server can't send email, so you can't confirm or change yours.",
  cancelChange: "Cancel change",
  changeCancelled: (email: string) => `Change cancelled. Your email stays ${email}.`,
  changeNotCancelled: "Couldn't cancel the change",
});
