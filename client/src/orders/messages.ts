import { BULK_MAX, type OrderStatus } from "@cafe-app-ai/shared/orders";
import { messages as common } from "../components/messages.ts";
import { formatCount } from "../lib/format.ts";

const orders = (count: number) => `${formatCount(count)} ${count === 1 ? "order" : "orders"}`;

type Change = { status?: OrderStatus; deleted?: boolean };
const statuses = common.orderStatuses;

export const messages = {
  title: "Orders",
  views: { all: "All", pending: "Pending", refunded: "Refunded", today: "Today" },
  viewsLabel: "Views",
  statuses,
  item: "Item",
  category: "Category",
  quantity: "Quantity",
  status: "Status",
  placed: "Placed",
  total: "Total",
  list: "Orders",
  select: (item: string) => `Select ${item}`,
  selectPage: "Select all on this page",
  updating: "Updating",
  sortBy: "Sort by",
  sorts: {
    "placedAt desc": "Newest first",
    "placedAt asc": "Oldest first",
    "totalCents desc": "Highest total",
    "totalCents asc": "Lowest total",
  },
  counted: (count: number, capped: boolean) => `${formatCount(count)}${capped ? "+" : ""}`,
  pages: "Pages",
  span: (first: number, last: number, total: string) => `${formatCount(first)}–${formatCount(last)} of ${total}`,
  next: "Next",
  previous: "Previous",
  firstPage: "First page",
  search: "Search items",
  filters: "Filters",
  date: "Date",
  from: "From",
  to: "To",
  apply: "Apply",
  datesReversed: "Must not be before the first day",
  chip: (name: string, value: string) => `${name}: ${value}`,
  remove: (name: string) => `Remove filter: ${name}`,
  clearFilters: "Clear filters",
  since: (day: string) => `since ${day}`,
  until: (day: string) => `until ${day}`,
  between: (from: string, to: string) => (from === to ? from : `${from} – ${to}`),
  noCategories: "No categories yet",
  emptyTitle: "No orders yet",
  emptyText: "Every order you take appears here. To look around now, add 90 days of sample orders.",
  addSample: "Add sample orders",
  sampleAdded: (count: number) => `${formatCount(count)} sample orders added`,
  sampleFailed: "Couldn't add sample orders",
  noMatchTitle: "No orders match",
  noMatchText: "Try another search, or take a filter away.",
  emptyViewTitle: {
    all: "No orders yet",
    pending: "No pending orders",
    refunded: "No refunded orders",
    today: "No orders today",
  },
  emptyViewText: "When there are some, they appear here.",
  showAll: "Show all orders",
  pageGoneTitle: "Nothing on this page",
  pageGoneText: "Its orders were changed or deleted since.",
  failedTitle: "Couldn't load orders",
  selectionLabel: "Selected orders",
  selected: (count: number) => `${formatCount(count)} selected`,
  selectMatching: (total: number, capped: boolean) =>
    total > BULK_MAX
      ? `Select the first ${formatCount(BULK_MAX)} of ${formatCount(total)}${capped ? "+" : ""}`
      : `Select all ${formatCount(total)} matching`,
  notSelected: "Couldn't select all matching orders",
  markAs: "Mark as",
  delete: "Delete",
  clearSelection: "Clear selection",
  undo: "Undo",
  changed: ({ status, deleted }: Change, count: number) => {
    if (status) return `${orders(count)} marked as ${statuses[status].toLowerCase()}`;
    return deleted ? `${orders(count)} deleted` : `${orders(count)} restored`;
  },
  notChanged: ({ status, deleted }: Change) => {
    if (status) return "Couldn't change the status";
    return deleted ? "Couldn't delete" : "Couldn't restore";
  },
  missingTitle: (count: number) => `${orders(count)} couldn't be changed`,
  missing: (items: string[], others: number) => {
    const named = items.slice(0, 10).join(", ");
    const rest = others + Math.max(0, items.length - 10);
    const more = rest > 0 ? ` and ${formatCount(rest)} more` : "";
    return `${named ? `${named}${more}` : orders(rest)}: deleted by somebody else meanwhile.`;
  },
  newOrder: "New order",
  editOrder: "Edit order",
  addOrder: "Add order",
  save: "Save",
  saving: "Saving…",
  cancel: "Cancel",
  required: "Required",
  wholeNumber: "Must be a whole number",
  notAnAmount: "Enter an amount such as 4.50",
  totalIn: (currency: string) => `Total (${currency})`,
  placedHelp: "Now, unless you choose a time",
  added: (item: string) => `${item} added`,
  saved: (item: string) => `${item} saved`,
  orderFailed: "Couldn't load the order",
  orderGone: "This order is gone",
  orderGoneText: "It may have been deleted, or the link may be wrong.",
  backToOrders: "Back to orders",
  conflict: "Somebody else saved this order while you were editing it. Choose which version to keep.",
  versions: "Versions of this order",
  field: "Field",
  theirs: "Saved now",
  mine: "With your changes",
  keepMine: "Save my changes",
  useTheirs: "Discard my changes",
  fieldNames: {
    item: "Item",
    category: "Category",
    quantity: "Quantity",
    totalCents: "Total",
    status: "Status",
    placedAt: "Placed",
  },
  newOrders: (count: number) => `${formatCount(count)} new ${count === 1 ? "order" : "orders"}`,
  ordersChanged: "Orders have changed",
  show: "Show",
  export: "Export",
  import: "Import",
  importCsv: "Import a CSV file",
  importTitle: "Import orders",
  importHelp:
    "The first line names the columns: item, category, quantity and total, and if you like currency, status and placedAt. Up to 10 MB and 100,000 orders; all of them are imported, or none.",
  dropFile: "Drop a CSV file here, or choose one",
  checking: (file: string) => `Checking ${file}…`,
  importing: (count: number) => `Importing ${orders(count)}…`,
  imported: (count: number) => `${orders(count)} imported`,
  importCount: (count: number) => `Import ${orders(count)}`,
  nothingToImport: "This file has no orders.",
  ready: (count: number, file: string) => `${file} has ${orders(count)}. This is how the first ones are understood.`,
  ignored: (columns: string[]) =>
    `${columns.length === 1 ? "Column" : "Columns"} ${columns.join(", ")} will be ignored.`,
  previewTitle: "First orders of the file",
  badRows: "Bad rows",
  line: "Line",
  column: "Column",
  value: "Value",
  problem: "Problem",
  downloadBadRows: "Download this list",
  badRowsFile: (file: string) => `${file.replace(/\.\w+$/, "")}-problems.csv`,
};
