import { type OrderList, type OrderListQuery, TOTAL_MAX } from "@cafe-app-ai/shared/orders";
import { and, count, sql } from "drizzle-orm";
import { orders } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { orderColumns, toOrder } from "../order/order-row.ts";
import type { Cursors } from "./cursor.ts";
import { matchingOrders } from "./filter-orders.ts";
import { sortOrders } from "./sort-orders.ts";

/**
 * One page of the owner's orders.
 * @throws ApiError VALIDATION_ERROR for a cursor of another list
 */
export async function listOrders(
  tx: Transaction,
  cursors: Cursors,
  owner: string,
  query: OrderListQuery,
): Promise<OrderList> {
  const { limit = 25, cursor } = query;
  const list = { owner, query };
  const sorting = sortOrders(query);
  const after = cursor === undefined ? undefined : sorting.after(cursors.read(list, cursor));
  const { where, few } = await matchingOrders(tx, owner, query);
  const [found, total] = await Promise.all([
    tx
      .select(orderColumns)
      .from(orders)
      .where(and(where, after))
      .orderBy(...sorting.orderBy(few))
      // one more tells whether there is another page
      .limit(limit + 1),
    countUpTo(tx, where, TOTAL_MAX + 1),
  ]);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    rows: rows.map(toOrder),
    nextCursor: last ? cursors.write(list, sorting.positionOf(last)) : null,
    total: Math.min(total, TOTAL_MAX),
    totalIsCapped: total > TOTAL_MAX,
  };
}

/** Stops at `limit`: to count a million takes as long as to read them. */
async function countUpTo(tx: Transaction, where: ReturnType<typeof and>, limit: number): Promise<number> {
  const some = tx
    .select({ one: sql`1`.as("one") })
    .from(orders)
    .where(where)
    .limit(limit)
    .as("some");
  const [row] = await tx.select({ total: count() }).from(some);
  return row?.total ?? 0;
}
