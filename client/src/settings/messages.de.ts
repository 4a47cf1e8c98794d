import type { Translated } from "../lib/language/translate.ts";
import type { settingsMessages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  settings: "Einstellungen",
  profile: "Profil",
  cafe: "Café",
  security: "Anmeldung und Sicherheit",
  sessions: "Sitzungen",
  activity: "Letzte Aktivitäten",
  data: "Ihre Daten",
  save: { label: "Speichern", busyLabel: "Wird gespeichert" },
  cancel: "Abbrechen",
  close: "Schließen",
  yourPassword: "Ihr Passwort",
  signInAgain: "Erneut anmelden",
  stillSignedIn: "Abmelden fehlgeschlagen",
  loadFailed: "Konnte nicht geladen werden",
  mailSent: (email) => `E-Mail an ${email} gesendet`,
  mailNotSent: "Die E-Mail konnte nicht gesendet werden",
  device: (browser, system) => `${browser} auf ${system}`,
  unknownDevice: "Unbekanntes Gerät",
};
