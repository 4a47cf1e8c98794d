import type { Translated } from "../../lib/language/translate.ts";
import type { problemMessages as english } from "./problem-messages.ts";

export const messages: Translated<typeof english> = {
  known: {
    provider_failed: (name) =>
      `Die Anmeldung bei ${name} ist fehlgeschlagen. Versuchen Sie es erneut, oder melden Sie sich anders an.`,
    provider_unavailable: (name) =>
      `${name} antwortet nicht. Versuchen Sie es gleich noch einmal, oder melden Sie sich anders an.`,
    provider_denied: (name) => `Die Anmeldung mit ${name} wurde abgebrochen.`,
    account_exists: (name) =>
      `Es gibt schon ein Konto mit dieser E-Mail-Adresse. Melden Sie sich dort an, und verbinden Sie ${name} in den Einstellungen.`,
    EMAIL_NOT_VERIFIED: () =>
      "Bestätigen Sie zuerst Ihre E-Mail-Adresse. Öffnen Sie dazu den Link in der E-Mail, die wir gesendet haben.",
    provider_email: (name) =>
      `${name} hat keine E-Mail-Adresse mitgeteilt, die wir verwenden können. Melden Sie sich anders an.`,
    already_linked: (name) => `Ihr ${name}-Konto ist hier mit einem anderen Konto verbunden.`,
    link_failed: (name) => `Ihr ${name}-Konto konnte nicht verbunden werden. Versuchen Sie es erneut.`,
    state: () => "Das hat zu lange gedauert oder wurde in einem anderen Fenster begonnen. Versuchen Sie es erneut.",
    unavailable: () => "Der Server ist vorübergehend nicht verfügbar. Versuchen Sie es gleich noch einmal.",
  },
  another: (name) =>
    `Die Anmeldung mit ${name} hat nicht funktioniert. Versuchen Sie es erneut, oder melden Sie sich anders an.`,
  anyProvider: "dem Anbieter",
};
