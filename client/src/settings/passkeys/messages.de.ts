import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  title: "Passkeys",
  help: "Melden Sie sich mit Fingerabdruck, Gesicht oder Geräte-PIN an statt mit Passwort und Code.",
  added: "Hinzugefügt am",
  synced: "Synchronisiert",
  onOneDevice: "Auf einem Gerät",
  add: { label: "Passkey hinzufügen", busyLabel: "Warten auf Ihren Browser" },
  addHelp: "Ihr Browser bittet Sie um Bestätigung. Geben Sie dem Passkey einen Namen, den Sie wiedererkennen.",
  name: "Name",
  saved: (name) => `${name} hinzugefügt`,
  rename: "Umbenennen",
  renameOne: (name) => `${name} umbenennen`,
  renamed: "Name gespeichert",
  remove: { label: "Entfernen", busyLabel: "Wird entfernt" },
  removeOne: (name) => `${name} entfernen`,
  removeTitle: (name) => `${name} entfernen?`,
  removeHelp:
    "Sie können sich dann nicht mehr damit anmelden. Entfernen Sie ihn auch auf Ihrem Gerät oder im Passwortmanager.",
  removed: (name) => `${name} entfernt`,
  unnamed: "Passkey ohne Namen",
  overHttp: "Passkeys funktionieren nur über https.",
  notSupported: "Dieser Browser unterstützt keine Passkeys.",
};
