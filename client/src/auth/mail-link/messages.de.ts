import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  checkMailTitle: "Prüfen Sie Ihren Posteingang",
  checkMail: {
    "resend-verification": (email) =>
      `Falls es zu ${email} ein noch unbestätigtes Konto gibt, haben wir einen Bestätigungslink gesendet.`,
    "forgot-password": (email) =>
      `Falls es zu ${email} ein Konto gibt, haben wir einen Link zum Zurücksetzen des Passworts gesendet. Sehen Sie auch im Spam-Ordner nach.`,
  },
  sendLink: "Link senden",
  sending: "Wird gesendet",
  resendIn: (wait) => `Erneut senden in ${wait}`,
  resent: "E-Mail erneut gesendet",
  useAnotherEmail: "Andere E-Mail-Adresse verwenden",
  openInbox: "Entwicklungs-Posteingang öffnen",
};
