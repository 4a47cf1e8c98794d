import { cafeMessages } from "../components/cafe/messages.ts";
import { formatCount } from "../lib/format.ts";
import type { Translated } from "../lib/language/translate.ts";
import type { ordersMessages as english } from "./messages.ts";

export const countOrders = (count: number) => `${formatCount(count)} ${count === 1 ? "Bestellung" : "Bestellungen"}`;

export const messages: Translated<typeof english> = {
  title: "Bestellungen",
  updating: "Wird aktualisiert",
  stillShowing: "Noch die Bestellungen von vorher.",
  failedTitle: "Die Bestellungen konnten nicht geladen werden",
  export: "Exportieren",
  import: "Importieren",
  newOrder: "Neue Bestellung",
  editOrder: "Bestellung bearbeiten",
  importTitle: "Bestellungen importieren",
  cancel: "Abbrechen",
  delete: "Löschen",
  clearFilters: "Filter zurücksetzen",
  counted: (count, capped) => `${formatCount(count)}${capped ? "+" : ""}`,
  newOrders: (count) => `${formatCount(count)} neue ${count === 1 ? "Bestellung" : "Bestellungen"}`,
  ordersChanged: "Bestellungen haben sich geändert",
  show: "Anzeigen",
  undo: "Rückgängig",
  changed: ({ status, deleted }, count) => {
    if (status) return `${countOrders(count)} als „${cafeMessages.orderStatuses[status]}“ markiert`;
    return deleted ? `${countOrders(count)} gelöscht` : `${countOrders(count)} wiederhergestellt`;
  },
  changedBack: (count) => `Status von ${countOrders(count)} zurückgesetzt`,
  notChanged: ({ status, deleted }) => {
    if (status) return "Der Status konnte nicht geändert werden";
    return deleted ? "Konnte nicht gelöscht werden" : "Konnte nicht wiederhergestellt werden";
  },
  missingTitle: (count) => `${countOrders(count)} ${count === 1 ? "konnte" : "konnten"} nicht geändert werden`,
  changing: (done, all) => `Bestellungen werden geändert: ${formatCount(done)} von ${formatCount(all)}`,
  notReached: (items, others) => {
    const named = items.slice(0, 10).join(", ");
    if (!named) return "";
    return items.length > 10 || others > 0 ? `Darunter: ${named}.` : `${named}.`;
  },
  missing: (items, others) => {
    const named = items.slice(0, 10).join(", ");
    const rest = others + Math.max(0, items.length - 10);
    const more = rest > 0 ? ` und ${formatCount(rest)} weitere` : "";
    return `In der Zwischenzeit von jemand anderem gelöscht: ${named ? `${named}${more}` : countOrders(rest)}.`;
  },
};
