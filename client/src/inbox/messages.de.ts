import type { Translated } from "../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  title: "Entwicklungs-Posteingang",
  intro: "Dieser Server bewahrt seine E-Mails hier auf, statt sie zu senden, weil SMTP_URL nicht gesetzt ist.",
  empty: "Noch keine E-Mails",
  emptyText: "Links zum Bestätigen einer E-Mail-Adresse oder zum Zurücksetzen eines Passworts erscheinen hier.",
  list: "E-Mails",
  to: (address) => `An ${address}`,
  back: "Alle E-Mails",
  gone: "Diese E-Mail gibt es nicht mehr.",
};
