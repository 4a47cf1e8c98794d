import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  title: `${PRODUCT_NAME}-Konto erstellen`,
  signUp: "Konto erstellen",
  haveAccount: "Schon ein Konto?",
  signingUp: "Konto wird erstellt",
  name: "Name",
  optional: "optional",
  checkMail: (email) =>
    `Wir haben einen Link an ${email} gesendet. Öffnen Sie ihn, um Ihre E-Mail-Adresse zu bestätigen, und melden Sie sich dann an.`,
};
