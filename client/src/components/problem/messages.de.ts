import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  retry: "Erneut versuchen",
  close: "Schließen",
  reload: "Seite neu laden",
  reference: "Referenz",
  notFoundTitle: "Seite nicht gefunden",
  notFoundText: "Die Seite wurde vielleicht verschoben, oder der Link ist falsch.",
  goHome: "Zur Übersicht",
  crashTitle: "Etwas ist schiefgelaufen",
  crashText:
    "Auf dieser Seite ist ein Fehler aufgetreten. Ihre Daten sind sicher. Laden Sie die Seite neu, um fortzufahren.",
  offlineTitle: "Sie sind offline",
  offlineText: "Diese Seite konnte nicht geladen werden. Das wird nachgeholt, sobald Sie wieder verbunden sind.",
  missingTitle: "Diese Seite konnte nicht geladen werden",
  missingText:
    "Vielleicht gibt es eine neue Version, oder die Verbindung ging verloren. Laden Sie die Seite neu, um fortzufahren.",
  unreachableTitle: "Server nicht erreichbar",
  unreachableText: "Prüfen Sie Ihre Verbindung. Wir versuchen es alle paar Sekunden erneut.",
  configTitle: "Diese Seite ist nicht richtig eingerichtet",
  configText:
    "Die Konfiguration ist nicht lesbar. Falls Sie diese App betreiben: Prüfen Sie /config.json auf dem Webserver.",
  stale: (time) => `Server nicht erreichbar. Angezeigt wird der Stand von ${time}; wir versuchen es weiter.`,
  notRenewed: (time, reason) => `Aktualisierung fehlgeschlagen, angezeigt wird der Stand von ${time}. ${reason}`,
};
