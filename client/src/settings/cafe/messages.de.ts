import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  title: "Währung und Zeitzone",
  currency: "Währung",
  currencyHelp: "Für neue Bestellungen und die Übersicht. Vorhandene Bestellungen behalten ihre Währung.",
  timezone: "Zeitzone",
  timezoneHelp:
    "Bestimmt, wann in der Übersicht ein Tag beginnt und zu welchen Uhrzeiten Bestellungen angezeigt werden.",
  ownTimezone: (zone) => `Je nach Gerät (hier ${zone})`,
  nothingFound: "Nichts gefunden",
  saved: "Café-Einstellungen gespeichert",
};
