import type { Translated } from "../lib/language/translate.ts";
import type { authMessages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  signIn: "Anmelden",
  backToSignIn: "Zurück zur Anmeldung",
  goToApp: "Zur Übersicht",
  resendEmail: "E-Mail erneut senden",
  linkExpired: "Dieser Link ist abgelaufen oder wurde schon verwendet",
};
