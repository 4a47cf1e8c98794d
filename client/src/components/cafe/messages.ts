import { formatCount } from "../../lib/format.ts";
import { translate } from "../../lib/language/translate.ts";

/** What several features call the café's things. */
export const cafeMessages = translate("components/cafe/messages", {
  orderStatuses: { completed: "Completed", pending: "Pending", refunded: "Refunded" },
  orderFields: {
    item: "Item",
    category: "Category",
    quantity: "Quantity",
    totalCents: "Total",
    status: "Status",
    placedAt: "Placed",
  },
  noOrders: "No orders yet",
  addOrder: "Add order",
  importCsv: "Import a CSV file",
  addSample: "Add sample orders",
  sampleAdded: (count: number) => `${formatCount(count)} sample orders added`,
  sampleNotAdded: "Couldn't add sample orders",
});
