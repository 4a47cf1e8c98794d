import type { Translated } from "../../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  views: { all: "Alle", pending: "Offen", refunded: "Erstattet", today: "Heute" },
  viewsLabel: "Ansichten",
  sortBy: "Sortieren nach",
  sorts: {
    "placedAt desc": "Neueste zuerst",
    "placedAt asc": "Älteste zuerst",
    "totalCents desc": "Höchste Summe",
    "totalCents asc": "Niedrigste Summe",
  },
  search: "Artikel suchen",
  filters: "Filter",
  date: "Datum",
  from: "Von",
  to: "Bis",
  apply: "Anwenden",
  datesReversed: "Darf nicht vor dem ersten Tag liegen",
  chip: (name, value) => `${name}: ${value}`,
  remove: (name) => `Filter entfernen: ${name}`,
  since: (day) => `seit ${day}`,
  until: (day) => `bis ${day}`,
  between: (from, to) => (from === to ? from : `${from} – ${to}`),
  noCategories: "Noch keine Kategorien",
};
