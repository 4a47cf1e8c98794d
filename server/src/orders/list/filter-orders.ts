import type { OrderFilters } from "@cafe-app-ai/shared/orders";
import { and, eq, gte, ilike, inArray, lt, type SQL, sql } from "drizzle-orm";
import { orderItems, orders } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ownedBy } from "../../session/owner.ts";
import { liveOrders } from "../order/order-row.ts";

/** With more matching items than this, they aren't looked up one by one. */
const ITEMS_MAX = 500;

/** The owner's orders that match: a condition for `where`. */
export async function matchingOrders(tx: Transaction, owner: string, filters: OrderFilters): Promise<SQL | undefined> {
  const { status, category, item, q, from, to } = filters;
  return and(
    liveOrders(owner),
    status === undefined ? undefined : eq(orders.status, status),
    category === undefined ? undefined : eq(orders.category, category.trim()),
    item === undefined ? undefined : eq(orders.item, item.trim()),
    from === undefined ? undefined : gte(orders.placedAt, new Date(from)),
    to === undefined ? undefined : lt(orders.placedAt, new Date(to)),
    q === undefined ? undefined : await itemContains(tx, owner, q.trim()),
  );
}

/**
 * A search looks through what the account sells, which is little, and then for the orders of those items, which an index
 * finds: over a million orders, a search that finds nothing ends as soon as one that finds much.
 */
async function itemContains(tx: Transaction, owner: string, q: string): Promise<SQL> {
  const pattern = `%${q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const found = await tx
    .selectDistinct({ item: orderItems.item })
    .from(orderItems)
    .where(and(ownedBy(owner, orderItems), ilike(orderItems.item, pattern)))
    .limit(ITEMS_MAX + 1);
  if (found.length === 0) return sql`false`;
  if (found.length > ITEMS_MAX) return ilike(orders.item, pattern);
  return inArray(
    orders.item,
    found.map(({ item }) => item),
  );
}
