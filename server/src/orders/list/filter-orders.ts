import type { OrderFilters } from "@cafe-app-ai/shared/orders";
import { and, eq, gte, ilike, inArray, lt, type SQL, sum } from "drizzle-orm";
import { orderItems, orders } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ownedBy } from "../../session/owner.ts";
import { liveOrders } from "../order/order-row.ts";

/** With more matching items than this, they aren't looked up one by one. */
const ITEMS_MAX = 500;
/** So many orders are found by their items and then sorted. More are read in the list's order until there are enough. */
const FEW = 10_000;

type Matching = {
  /** A condition for `where`. */
  where: SQL | undefined;
  /** Whether their items have few orders, for `sortOrders`. */
  few: boolean;
};

/** The owner's orders that match. */
export async function matchingOrders(tx: Transaction, owner: string, filters: OrderFilters): Promise<Matching> {
  const { status, category, item, q, from, to } = filters;
  const exactly = item === undefined ? undefined : eq(orderItems.item, item.trim());
  const itemed = exactly ? await findItems(tx, owner, exactly) : undefined;
  const pattern = q === undefined ? undefined : `%${q.trim().replaceAll(/[\\%_]/g, "\\$&")}%`;
  const searched = pattern === undefined ? undefined : await findItems(tx, owner, ilike(orderItems.item, pattern));
  const where = and(
    liveOrders(owner),
    status === undefined ? undefined : eq(orders.status, status),
    category === undefined ? undefined : eq(orders.category, category.trim()),
    item === undefined ? undefined : eq(orders.item, item.trim()),
    from === undefined ? undefined : gte(orders.placedAt, new Date(from)),
    to === undefined ? undefined : lt(orders.placedAt, new Date(to)),
    searched && (searched.items ? inArray(orders.item, searched.items) : ilike(orders.item, pattern ?? "")),
  );
  return { where, few: Boolean(itemed?.few || searched?.few) };
}

/**
 * A search looks through what the account sells, which is little, and then for the orders of those items, which an index
 * finds: over a million orders, a search that finds nothing ends as soon as one that finds much.
 * @returns the items, unless they are too many, and whether they have few orders together
 */
async function findItems(tx: Transaction, owner: string, which: SQL): Promise<{ items?: string[]; few: boolean }> {
  const found = await tx
    .select({ item: orderItems.item, sold: sum(orderItems.orders).mapWith(Number) })
    .from(orderItems)
    .where(and(ownedBy(owner, orderItems), which))
    .groupBy(orderItems.item)
    .limit(ITEMS_MAX + 1);
  if (found.length > ITEMS_MAX) return { few: false };
  return { items: found.map(({ item }) => item), few: found.reduce((total, { sold }) => total + sold, 0) <= FEW };
}
