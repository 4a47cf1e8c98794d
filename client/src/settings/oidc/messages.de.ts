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
      `${name} wurde nicht verbunden. Ein anderes Konto hier verwendet Ihre E-Mail-Adresse von ${name}.`,
    already_linked: (name) =>
      `${name} wurde nicht verbunden. Ihr ${name}-Konto ist hier mit einem anderen Konto verbunden. Trennen Sie es zuerst dort.`,
    provider_denied: (name) => `Das Verbinden mit ${name} wurde abgebrochen.`,
    provider_email: (name) =>
      `${name} wurde nicht verbunden. Wir haben von dort keine verwendbare E-Mail-Adresse erhalten.`,
    provider_unavailable: (name) => `${name} antwortet nicht. Versuchen Sie es gleich noch einmal.`,
    state: () => "Das hat zu lange gedauert oder wurde in einem anderen Fenster begonnen. Versuchen Sie es erneut.",
    unavailable: () => "Der Server ist vorübergehend nicht verfügbar. Versuchen Sie es gleich noch einmal.",
  },
  connectProblem: (name) => `${name} wurde nicht verbunden. Versuchen Sie es erneut.`,
};
