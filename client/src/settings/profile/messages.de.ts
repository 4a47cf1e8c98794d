import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  nameTitle: "Über Sie",
  name: "Name",
  nameSaved: "Name gespeichert",
  emailTitle: "E-Mail-Adresse",
  confirmed: "Bestätigt",
  notConfirmed: "Nicht bestätigt",
  confirmHelp: "Öffnen Sie den Link in unserer E-Mail, um zu bestätigen, dass die Adresse Ihnen gehört.",
  resendEmail: "E-Mail erneut senden",
  changeEmail: "E-Mail-Adresse ändern",
  newEmail: "Neue E-Mail-Adresse",
  sendLink: { label: "Link senden", busyLabel: "Link wird gesendet" },
  changeHelp: "Wir senden einen Link an die neue Adresse. Ihre E-Mail-Adresse ändert sich, sobald Sie ihn öffnen.",
  emailPending: (next, current) =>
    `Öffnen Sie den Link, den wir an ${next} gesendet haben. Bis dahin bleibt Ihre E-Mail-Adresse ${current}.`,
  mailOff: "Dieser Server kann keine E-Mails senden. Deshalb können Sie Ihre Adresse weder bestätigen noch ändern.",
  cancelChange: "Änderung abbrechen",
  changeCancelled: (email) => `Änderung abgebrochen. Ihre E-Mail-Adresse bleibt ${email}.`,
  changeNotCancelled: "Die Änderung konnte nicht abgebrochen werden",
};
