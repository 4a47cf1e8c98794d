import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  title: `Bei ${PRODUCT_NAME} anmelden`,
  signingIn: "Anmeldung läuft",
  noAccount: "Noch kein Konto?",
  goToSignUp: "Konto erstellen",
  forgot: "Passwort vergessen?",
  or: "oder",
  withPasskey: "Mit Passkey anmelden",

  notices: {
    ended: "Ihre Sitzung wurde beendet. Melden Sie sich erneut an, um fortzufahren.",
    passwordReset: "Passwort geändert. Melden Sie sich mit dem neuen Passwort an.",
    twoFactorExpired: "Das hat zu lange gedauert, oder es gab zu viele falsche Codes. Melden Sie sich erneut an.",
  },
};
