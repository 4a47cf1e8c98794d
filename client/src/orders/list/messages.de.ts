import { formatCount } from "../../lib/format.ts";
import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  list: "Bestellungen",
  select: (item) => `${item} auswählen`,
  selectPage: "Alle auf dieser Seite auswählen",
  selectionLabel: "Ausgewählte Bestellungen",
  selected: (count) => `${formatCount(count)} ausgewählt`,
  selectMatching: (total, capped) =>
    capped ? `Die ersten ${formatCount(total)} Treffer auswählen` : `Alle ${formatCount(total)} Treffer auswählen`,
  selecting: (found, total) => `Auswahl läuft: ${formatCount(found)} von ${formatCount(total)}`,
  notSelected: "Es konnten nicht alle Treffer ausgewählt werden",
  clearSelection: "Auswahl aufheben",
  markAs: "Markieren als",
  pages: "Seiten",
  span: (first, last, total) => `${formatCount(first)}–${formatCount(last)} von ${total}`,
  next: "Weiter",
  previous: "Zurück",
  firstPage: "Erste Seite",
  emptyText:
    "Jede Bestellung, die Sie aufnehmen, erscheint hier. Um sich schon jetzt umzusehen, fügen Sie Beispielbestellungen aus 90 Tagen hinzu.",
  noMatchTitle: "Keine passenden Bestellungen",
  noMatchText: "Suchen Sie nach etwas anderem, oder entfernen Sie einen Filter.",
  emptyViewTitle: {
    all: "Noch keine Bestellungen",
    pending: "Keine offenen Bestellungen",
    refunded: "Keine erstatteten Bestellungen",
    today: "Heute keine Bestellungen",
  },
  emptyViewText: "Sobald es welche gibt, erscheinen sie hier.",
  showAll: "Alle Bestellungen anzeigen",
  pageGoneTitle: "Auf dieser Seite ist nichts",
  pageGoneText: "Die Bestellungen hier wurden geändert oder gelöscht.",
};
