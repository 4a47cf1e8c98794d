import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  forgotTitle: "Passwort vergessen?",
  forgotIntro: "Geben Sie Ihre E-Mail-Adresse ein. Wir senden Ihnen einen Link, um das Passwort zurückzusetzen.",
  mailOffTitle: "Passwörter lassen sich hier nicht zurücksetzen",
  mailOff: "Dieser Server kann keine E-Mails senden. Wenden Sie sich an die Person, die ihn betreibt.",
  resetTitle: "Neues Passwort wählen",
  resetIntro: (email) => `Für ${email}`,
  newPassword: "Neues Passwort",
  reset: "Passwort ändern",
  resetting: "Passwort wird geändert",
  doneTitle: "Passwort geändert",
  done: (email) => `Verwenden Sie es bei der nächsten Anmeldung. In diesem Browser sind Sie als ${email} angemeldet.`,
  linkExpiredText: "Jeder Link funktioniert nur einmal und nur für begrenzte Zeit.",
  sendNewLink: "Neuen Link senden",
  linkIncomplete: "Dieser Link ist unvollständig",
  linkIncompleteText:
    "Ein Teil davon fehlt. Öffnen Sie den Link noch einmal aus der E-Mail, oder fordern Sie einen neuen an.",
};
