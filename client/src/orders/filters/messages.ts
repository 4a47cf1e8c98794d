import { translate } from "../../lib/language/translate.ts";

export const messages = translate("orders/filters/messages", {
  views: { all: "All", pending: "Pending", refunded: "Refunded", today: "Today" },
  viewsLabel: "Views",
  sortBy: "Sort by",
  sorts: {
    "placedAt desc": "Newest first",
    "placedAt asc": "Oldest first",
    "totalCents desc": "Highest total",
    "totalCents asc": "Lowest total",
  },
  search: "Search items",
  filters: "Filters",
  date: "Date",
  from: "From",
  to: "To",
  apply: "Apply",
  datesReversed: "Must not be before the first day",
  chip: (name: string, value: string) => `${name}: ${value}`,
  remove: (name: string) => `Remove filter: ${name}`,
  since: (day: string) => `since ${day}`,
  until: (day: string) => `until ${day}`,
  between: (from: string, to: string) => (from === to ? from : `${from} – ${to}`),
  noCategories: "No categories yet",
});
