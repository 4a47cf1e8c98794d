import { formatCount } from "../../lib/format.ts";
import { translate } from "../../lib/language/translate.ts";

export const messages = translate("orders/list/messages", {
  list: "Orders",
  select: (item: string) => `Select ${item}`,
  selectPage: "Select all on this page",
  selectionLabel: "Selected orders",
  selected: (count: number) => `${formatCount(count)} selected`,
  selectMatching: (total: number, capped: boolean) =>
    capped ? `Select the first ${formatCount(total)} matching` : `Select all ${formatCount(total)} matching`,
  selecting: (found: number, total: number) => `Selecting: ${formatCount(found)} of ${formatCount(total)}`,
  notSelected: "Couldn't select all matching orders",
  clearSelection: "Clear selection",
  markAs: "Mark as",
  pages: "Pages",
  span: (first: number, last: number, total: string) => `${formatCount(first)}–${formatCount(last)} of ${total}`,
  next: "Next",
  previous: "Previous",
  firstPage: "First page",
  emptyText: "Every order you take appears here. To look around now, add 90 days of sample orders.",
  noMatchTitle: "No orders match",
  noMatchText: "Try another search, or remove a filter.",
  emptyViewTitle: {
    all: "No orders yet",
    pending: "No pending orders",
    refunded: "No refunded orders",
    today: "No orders today",
  },
  emptyViewText: "When there are some, they'll appear here.",
  showAll: "Show all orders",
  pageGoneTitle: "Nothing on this page",
  pageGoneText: "Its orders have been changed or deleted.",
});
