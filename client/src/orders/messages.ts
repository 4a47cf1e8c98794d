import type { OrderStatus } from "@cafe-app-ai/shared/orders";
import { cafeMessages } from "../components/cafe/messages.ts";
import { formatCount } from "../lib/format.ts";
import { translate } from "../lib/language/translate.ts";

export const countOrders = (count: number) => `${formatCount(count)} ${count === 1 ? "order" : "orders"}`;

type Change = { status?: OrderStatus; deleted?: boolean };

/** What the page and several of its parts say. */
export const ordersMessages = translate("orders/messages", {
  title: "Orders",
  updating: "Updating",
  stillShowing: "Still showing the orders from before.",
  failedTitle: "Couldn't load orders",
  export: "Export",
  import: "Import",
  newOrder: "New order",
  editOrder: "Edit order",
  importTitle: "Import orders",
  cancel: "Cancel",
  delete: "Delete",
  clearFilters: "Clear filters",
  counted: (count: number, capped: boolean) => `${formatCount(count)}${capped ? "+" : ""}`,
  newOrders: (count: number) => `${formatCount(count)} new ${count === 1 ? "order" : "orders"}`,
  ordersChanged: "Orders have changed",
  show: "Show",
  undo: "Undo",
  changed: ({ status, deleted }: Change, count: number) => {
    if (status) return `${countOrders(count)} marked as ${cafeMessages.orderStatuses[status].toLowerCase()}`;
    return deleted ? `${countOrders(count)} deleted` : `${countOrders(count)} restored`;
  },
  changedBack: (count: number) => `${countOrders(count)} changed back`,
  notChanged: ({ status, deleted }: Change) => {
    if (status) return "Couldn't change the status";
    return deleted ? "Couldn't delete" : "Couldn't restore";
  },
  missingTitle: (count: number) => `${countOrders(count)} couldn't be changed`,
  changing: (done: number, all: number) => `Changing orders: ${formatCount(done)} of ${formatCount(all)}`,
  notReached: (items: string[], others: number) => {
    const named = items.slice(0, 10).join(", ");
    if (!named) return "";
    return items.length > 10 || others > 0 ? `Among them: ${named}.` : `${named}.`;
  },
  missing: (items: string[], others: number) => {
    const named = items.slice(0, 10).join(", ");
    const rest = others + Math.max(0, items.length - 10);
    const more = rest > 0 ? ` and ${formatCount(rest)} more` : "";
    return `Someone else deleted ${named ? `${named}${more}` : countOrders(rest)} in the meantime.`;
  },
});
