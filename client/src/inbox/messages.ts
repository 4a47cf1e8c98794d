export const messages = {
  title: "Development inbox",
  intro: "Mails that this server keeps here instead of sending them, because it has no SMTP_URL.",
  empty: "No mails yet",
  emptyText: "Links to confirm an address or to choose a new password will be here as soon as somebody asks for one.",
  list: "Mails",
  to: (address: string) => `To ${address}`,
  back: "All mails",
  gone: "This mail is gone.",
};
