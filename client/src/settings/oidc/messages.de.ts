import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  notConnected: (name) => `Verbinden Sie ${name}, um sich auch damit anzumelden.`,
  connectedSince: (name) => `Sie können sich mit ${name} anmelden. Verbunden seit`,
  connect: (name) => `${name} verbinden`,
  connectHelp: (name) => `Sie melden sich bei ${name} an und kommen hierher zurück.`,
  goToProvider: { label: "Weiter", busyLabel: "Weiterleitung läuft" },
  connected: (name) => `${name} verbunden`,
  disconnect: { label: "Trennen", busyLabel: "Wird getrennt" },
  disconnectTitle: (name) => `${name} trennen?`,
  disconnectHelp: (name) => `Sie können sich nicht mehr mit ${name} anmelden, bis Sie es wieder verbinden.`,
  disconnected: (name) => `${name} getrennt`,
  connectProblems: {
    account_exists: (name) =>
      `Ein anderes Konto hier hat die E-Mail-Adresse, die Sie bei ${name} verwenden. Melden Sie sich dort an, und verbinden Sie es in den Einstellungen mit ${name}.`,
    already_linked: (name) =>
      `Ihr Konto bei ${name} ist hier mit einem anderen Konto verbunden. Trennen Sie es zuerst dort.`,
    provider_denied: (name) => `Das Verbinden mit ${name} wurde abgebrochen.`,
    provider_email: (name) =>
      `Wir haben von ${name} keine verwendbare E-Mail-Adresse erhalten, deshalb wurde nichts verbunden.`,
    provider_unavailable: (name) =>
      `Die Verbindung zu ${name} ist fehlgeschlagen. Versuchen Sie es gleich noch einmal.`,
    state: () => "Das hat zu lange gedauert oder wurde in einem anderen Fenster begonnen. Versuchen Sie es erneut.",
    unavailable: () => "Der Server ist vorübergehend nicht verfügbar. Versuchen Sie es gleich noch einmal.",
  },
  connectProblem: (name) => `Ihr Konto bei ${name} konnte nicht verbunden werden. Versuchen Sie es erneut.`,
};
