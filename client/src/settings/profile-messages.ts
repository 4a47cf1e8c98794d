export const profileMessages = {
  nameTitle: "About you",
  name: "Name",
  nameSaved: "Name saved",
  addressTitle: "Email address",
  confirmed: "Confirmed",
  notConfirmed: "Not confirmed",
  confirmHelp: "Open the link in the email we sent you to confirm it's yours.",
  sendAgain: "Resend email",
  changeAddress: "Change email",
  newAddress: "New email address",
  sendLink: "Send link",
  sendingLink: "Sending link",
  changeHelp: "We'll send a link to the new email. Your email changes when you open it.",
  addressPending: (next: string, current: string) =>
    `Open the link we sent to ${next}. Until then, your email stays ${current}.`,
  mailOff: "This server can't send email, so you can't confirm or change yours.",
};
