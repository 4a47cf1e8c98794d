import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  title: "Zwei-Faktor-Authentifizierung",
  intro: "Geben Sie den sechsstelligen Code aus Ihrer Authenticator-App ein.",
  code: "Code",
  recoveryTitle: "Wiederherstellungscode eingeben",
  recoveryIntro:
    "Geben Sie einen der Codes ein, die Sie beim Aktivieren der Zwei-Faktor-Authentifizierung gespeichert haben. Jeder Code funktioniert nur einmal.",
  recoveryCode: "Wiederherstellungscode",
  recoveryCodeWrong: "Geben Sie einen Wiederherstellungscode ein, z. B. ab3de-fg7hj",
  useRecovery: "Wiederherstellungscode verwenden",
  useApp: "Authenticator-App verwenden",
  usePasskey: "Stattdessen Passkey verwenden",
  verify: "Bestätigen",
  verifying: "Wird geprüft",
  waitFor: (wait) => `Erneut versuchen in ${wait}`,
};
