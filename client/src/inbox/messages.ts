import { translate } from "../lib/language/translate.ts";

export const messages = translate("inbox/messages", {
  title: "Development inbox",
  intro: "This server keeps its emails here instead of sending them, because SMTP_URL isn't set.",
  empty: "No emails yet",
  emptyText: "Links to confirm an email or reset a password will appear here.",
  list: "Emails",
  to: (address: string) => `To ${address}`,
  back: "All emails",
  gone: "This email no longer exists.",
});
