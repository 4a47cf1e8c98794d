export const profileMessages = {
  nameTitle: "About you",
  name: "Name",
  nameSaved: "Name saved",
  addressTitle: "Email address",
  confirmed: "Confirmed",
  notConfirmed: "Not confirmed yet",
  confirmHelp: "Open the link in the mail we sent you to confirm that it is yours.",
  sendAgain: "Send the mail again",
  changeAddress: "Change address",
  newAddress: "New email address",
  sendLink: "Send the link",
  sendingLink: "Sending the link",
  changeHelp: "We send a link to the new address. Your address changes when you open it.",
  addressPending: (next: string, current: string) =>
    `Open the link we sent to ${next}. Until then your address stays ${current}.`,
  mailOff: "This server cannot send mail, so an address can be neither confirmed nor changed.",
};
