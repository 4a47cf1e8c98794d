import { RESTORE_HOURS } from "@cafe-app-ai/shared/orders";
import { and, eq, gt, sql } from "drizzle-orm";
import { orders } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ownedBy } from "../../session/owner.ts";
import { getOrder } from "./get-order.ts";
import { orderColumns, toVersionedOrder, type VersionedOrder } from "./order-row.ts";

/** Deleted recently enough to be restored. */
export const isRestorable = gt(orders.deletedAt, sql`now() - make_interval(hours => ${RESTORE_HOURS})`);

/**
 * Takes a deletion back, for a day after it. An order that isn't deleted stays as it is.
 * @throws ApiError NOT_FOUND
 */
export async function restoreOrder(tx: Transaction, owner: string, id: string): Promise<VersionedOrder> {
  const [row] = await tx
    .update(orders)
    .set({ deletedAt: null, version: sql`${orders.version} + 1` })
    .where(and(ownedBy(owner, orders), eq(orders.id, id), isRestorable))
    .returning(orderColumns);
  return row ? toVersionedOrder(row) : getOrder(tx, owner, id);
}
