import { formatCount } from "../../lib/format.ts";
import type { Translated } from "../../lib/language/translate.ts";
import type { cafeMessages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  orderStatuses: { completed: "Abgeschlossen", pending: "Offen", refunded: "Erstattet" },
  orderFields: {
    item: "Artikel",
    category: "Kategorie",
    quantity: "Menge",
    totalCents: "Summe",
    status: "Status",
    placedAt: "Bestellt",
  },
  noOrders: "Noch keine Bestellungen",
  addOrder: "Bestellung hinzufügen",
  importCsv: "CSV-Datei importieren",
  addSample: "Beispielbestellungen hinzufügen",
  sampleAdded: (count) => `${formatCount(count)} Beispielbestellungen hinzugefügt`,
  sampleNotAdded: "Beispielbestellungen konnten nicht hinzugefügt werden",
};
