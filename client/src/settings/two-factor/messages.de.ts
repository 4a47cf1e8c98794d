import { PRODUCT_NAME } from "@cafe-app-ai/shared/product";
import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  title: "Zwei-Faktor-Authentifizierung",
  on: "An",
  off: "Aus",
  help: "Nach dem Passwort geben Sie zusätzlich einen Code aus einer Authenticator-App ein. Ein gestohlenes Passwort allein reicht dann nicht zum Anmelden.",
  onSince: "Aktiv seit",
  codesLeft: (count) => (count === 1 ? "Noch 1 Wiederherstellungscode." : `Noch ${count} Wiederherstellungscodes.`),
  fewCodesLeft:
    "Erstellen Sie neue, bevor sie aufgebraucht sind. Ohne Code und ohne Smartphone können Sie sich nicht anmelden.",
  setUp: "Einrichten",
  setUpTitle: "Zwei-Faktor-Authentifizierung einrichten",
  setUpHelp: "Sie brauchen eine Authenticator-App, zum Beispiel die in Ihrem Passwortmanager.",
  start: { label: "Weiter", busyLabel: "Wird gestartet" },
  scan: "Scannen Sie diesen Code mit Ihrer Authenticator-App, oder geben Sie den Schlüssel ein.",
  qrCode: "QR-Code für Ihre Authenticator-App",
  key: "Schlüssel",
  code: "Sechsstelliger Code aus Ihrer App",
  turnOn: { label: "Aktivieren", busyLabel: "Wird aktiviert" },
  turnedOn: "Zwei-Faktor-Authentifizierung ist aktiv",
  codesTitle: "Wiederherstellungscodes speichern",
  codesHelp:
    "Mit jedem Code können Sie sich einmal ohne Ihr Smartphone anmelden. Sie werden nur jetzt angezeigt: Bewahren Sie sie bei Ihren Passwörtern auf.",
  codes: "Wiederherstellungscodes",
  download: "Herunterladen",
  fileName: `${PRODUCT_NAME.toLowerCase()}-wiederherstellungscodes.txt`,
  fileText: (email, codes) =>
    `Wiederherstellungscodes von ${PRODUCT_NAME} für ${email}\nJeder Code gilt für eine Anmeldung.\n\n${codes.join("\n")}\n`,
  saved: "Ich habe sie gespeichert",
  notSaved: "Wir konnten nicht vermerken, dass Sie Ihre Codes gespeichert haben",
  noCodesSaved:
    "Sie haben Ihre Wiederherstellungscodes nicht gespeichert. Erstellen und speichern Sie neue, sonst können Sie sich ohne Smartphone nicht anmelden.",
  newCodes: "Neue Wiederherstellungscodes",
  newCodesHelp: "Ihre bisherigen Codes funktionieren dann nicht mehr.",
  createCodes: { label: "Neue Codes erstellen", busyLabel: "Neue Codes werden erstellt" },
  turnOff: { label: "Deaktivieren", busyLabel: "Wird deaktiviert" },
  turnOffTitle: "Zwei-Faktor-Authentifizierung deaktivieren?",
  turnOffHelp:
    "Sie melden sich dann nur noch mit Ihrem Passwort an. Ihre Wiederherstellungscodes funktionieren nicht mehr.",
  turnedOff: "Zwei-Faktor-Authentifizierung ist deaktiviert",
};
