import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  email: "E-Mail-Adresse",
  password: "Passwort",
  showPassword: "Passwort anzeigen",
  passwordHelp: (minLength) => `Mindestens ${minLength} Zeichen`,
  restored: "Ihre Eingaben wurden wiederhergestellt. Sie sind noch nicht gespeichert.",
};
