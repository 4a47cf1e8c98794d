import type { Translated } from "../../lib/language/translate.ts";
import type { problemMessages as english } from "./problem-messages.ts";

export const messages: Translated<typeof english> = {
  known: {
    provider_failed: (name) =>
      `Die Anmeldung mit ${name} ist fehlgeschlagen. Versuchen Sie es erneut, oder melden Sie sich auf andere Weise an.`,
    provider_unavailable: (name) =>
      `Die Verbindung zu ${name} ist fehlgeschlagen. Versuchen Sie es gleich noch einmal, oder melden Sie sich auf andere Weise an.`,
    provider_denied: (name) => `Die Anmeldung mit ${name} wurde abgebrochen.`,
    account_exists: (name) =>
      `Es gibt schon ein Konto mit dieser E-Mail-Adresse. Melden Sie sich dort an, und verbinden Sie es in den Einstellungen mit ${name}.`,
    EMAIL_NOT_VERIFIED: () =>
      "Bestätigen Sie zuerst Ihre E-Mail-Adresse. Öffnen Sie dazu den Link in der E-Mail, die wir gesendet haben.",
    provider_email: (name) =>
      `Wir haben von ${name} keine verwendbare E-Mail-Adresse erhalten. Melden Sie sich auf andere Weise an.`,
    already_linked: (name) => `Ihr Konto bei ${name} ist hier mit einem anderen Konto verbunden.`,
    link_failed: (name) => `Ihr Konto bei ${name} konnte nicht verbunden werden. Versuchen Sie es erneut.`,
    state: () => "Das hat zu lange gedauert oder wurde in einem anderen Fenster begonnen. Versuchen Sie es erneut.",
    unavailable: () => "Der Server ist vorübergehend nicht verfügbar. Versuchen Sie es gleich noch einmal.",
  },
  another: (name) =>
    `Die Anmeldung mit ${name} hat nicht funktioniert. Versuchen Sie es erneut, oder melden Sie sich auf andere Weise an.`,
  anyProvider: "dem Anbieter",
};
