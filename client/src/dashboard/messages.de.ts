import { comparisonShift } from "@cafe-app-ai/shared/dashboard";
import { formatCount } from "../lib/format.ts";
import type { Translated } from "../lib/language/translate.ts";
import type { messages as english } from "./messages.ts";

export const messages: Translated<typeof english> = {
  title: "Übersicht",
  range: "Zeitraum",
  days: (days) => `${days} Tage`,
  updating: "Wird aktualisiert",
  updatedNow: "Gerade aktualisiert",
  updated: (ago) => `Aktualisiert ${ago}`,
  refresh: "Aktualisieren",
  stillShowing: (days) => `Diese Zahlen gelten für die letzten ${days} Tage.`,
  up: (percentage) => `${percentage} höher`,
  down: (percentage) => `${percentage} niedriger`,
  unchanged: () => "Unverändert",
  compareWith: "Vergleichen mit",
  against: (comparison, days) =>
    comparison === "previous"
      ? `ggü. ${days} Tagen davor`
      : `ggü. gleichen Wochentagen, ${weeks(comparisonShift(days, comparison) / 7)} davor`,
  noEarlierPeriod: "Kein früherer Zeitraum",
  toCompareWith: "zum Vergleichen",
  cards: {
    revenue: "Umsatz",
    orders: "Bestellungen",
    averageOrder: "Ø Bestellwert",
    itemsSold: "Verkauft",
  },
  itemsPerOrder: (ratio) => `${ratio} je Bestellung`,
  summary: "Zusammenfassung",
  todaySoFar: "Heute bisher",
  yesterday: "Gestern",
  partFailed: "Dieser Teil konnte nicht angezeigt werden",
  tryPartAgain: "Erneut versuchen",
  chartTitle: "Umsatz pro Tag",
  tableTitle: "Umsatz und Bestellungen pro Tag",
  chartHelp: "Mit den Pfeiltasten wechseln Sie zwischen den Tagen.",
  dayFigures: (day, revenue, orders, compared) => `${day}: Umsatz ${revenue}, ${compared}, Bestellungen ${orders}`,
  comparedWith: (revenue, day, change) => `${change} als ${revenue} am ${day}`,
  comparedTo: (revenue, day) => `im Vergleich zu ${revenue} am ${day}`,
  unchangedFrom: (revenue, day) => `unverändert gegenüber ${revenue} am ${day}`,
  comparison: "Verglichen mit",
  change: "Veränderung",
  soFar: "bisher",
  sellsTitle: "Verkäufe",
  categoriesTitle: "Kategorien",
  topItemsTitle: "Beliebteste Artikel",
  showAll: (count) => `Alle ${formatCount(count)} anzeigen`,
  showFewer: "Weniger anzeigen",
  nothingSold: "In diesem Zeitraum wurde nichts verkauft",
  chartFailed: "Das Diagramm konnte nicht geladen werden. Hier sind seine Zahlen.",
  retryChart: "Diagramm erneut laden",
  reloadPage: "Seite neu laden",
  ordersSeries: "Bestellungen",
  revenueSeries: "Umsatz",
  comparedSeries: (comparison, days) =>
    comparison === "previous"
      ? `${days} Tage davor`
      : `Gleiche Wochentage, ${weeks(comparisonShift(days, comparison) / 7)} davor`,
  allOrders: "Alle ansehen",
  today: "Heute",
  view: "Ansicht",
  chart: "Diagramm",
  table: "Tabelle",
  day: "Tag",
  ordersTitle: "Neueste Bestellungen",
  emptyText:
    "Umsatz, Bestellungen und Trends erscheinen hier nach der ersten Bestellung. Um sich schon jetzt umzusehen, fügen Sie Beispielbestellungen aus 90 Tagen hinzu.",
  failedTitle: "Die Übersicht konnte nicht geladen werden",
};

const weeks = (count: number) => (count === 1 ? "1 Woche" : `${count} Wochen`);
