import { type Card, type Comparison, comparisonShift } from "@cafe-app-ai/shared/dashboard";
import { formatCount } from "../lib/format.ts";
import { translate } from "../lib/language/translate.ts";

export const messages = translate("dashboard/messages", {
  title: "Dashboard",
  range: "Period",
  days: (days: number) => `${days} days`,
  updating: "Updating",
  updatedNow: "Updated just now",
  updated: (ago: string) => `Updated ${ago}`,
  refresh: "Refresh",
  stillShowing: (days: number) => `These figures are for the last ${days} days.`,
  up: (percentage: string) => `${percentage} higher`,
  down: (percentage: string) => `${percentage} lower`,
  unchanged: () => "No change",
  compareWith: "Compare with",
  against: (comparison: Comparison, days: number) =>
    comparison === "previous"
      ? `vs previous ${days} days`
      : `vs same weekdays, ${weeks(comparisonShift(days, comparison) / 7)} before`,
  noEarlierPeriod: "No previous period",
  toCompareWith: "to compare with",
  cards: {
    revenue: "Revenue",
    orders: "Orders",
    averageOrder: "Average order",
    itemsSold: "Items sold",
  } satisfies Record<Card["id"], string>,
  itemsPerOrder: (ratio: string) => `${ratio} per order`,
  summary: "Summary",
  todaySoFar: "Today so far",
  yesterday: "Yesterday",
  partFailed: "This part couldn't be shown",
  tryPartAgain: "Try again",
  chartTitle: "Revenue per day",
  tableTitle: "Revenue and orders per day",
  chartHelp: "Use arrow keys to move between days.",
  dayFigures: (day: string, revenue: string, orders: string, compared: string) =>
    `${day}: revenue ${revenue}, ${compared}, orders ${orders}`,
  comparedWith: (revenue: string, day: string, change: string) => `${change} than ${revenue} on ${day}`,
  comparedTo: (revenue: string, day: string) => `compared with ${revenue} on ${day}`,
  unchangedFrom: (revenue: string, day: string) => `no change from ${revenue} on ${day}`,
  comparison: "Compared with",
  change: "Change",
  soFar: "so far",
  sellsTitle: "What sells",
  categoriesTitle: "Categories",
  topItemsTitle: "Top items",
  showAll: (count: number) => `Show all ${formatCount(count)}`,
  showFewer: "Show fewer",
  nothingSold: "Nothing sold in this period",
  chartFailed: "The chart couldn't be loaded. Here are its figures.",
  retryChart: "Load chart again",
  reloadPage: "Reload the page",
  ordersSeries: "Orders",
  revenueSeries: "Revenue",
  comparedSeries: (comparison: Comparison, days: number) =>
    comparison === "previous"
      ? `Previous ${days} days`
      : `Same weekdays, ${weeks(comparisonShift(days, comparison) / 7)} before`,
  allOrders: "View all orders",
  today: "Today",
  view: "View",
  chart: "Chart",
  table: "Table",
  day: "Day",
  ordersTitle: "Newest orders",
  emptyText:
    "Revenue, orders and trends appear here after your first order. To look around now, add 90 days of sample orders.",
  failedTitle: "Couldn't load the dashboard",
});

const weeks = (count: number) => (count === 1 ? "1 week" : `${count} weeks`);
