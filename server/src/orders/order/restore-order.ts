import { RESTORE_HOURS } from "@cafe-app-ai/shared/orders";
import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { orders } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ownedBy } from "../../session/owner.ts";
import { noSuchOrder, orderColumns, toVersionedOrder, type VersionedOrder } from "./order-row.ts";

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
  if (row) return toVersionedOrder(row);
  const [other] = await tx
    .select({ ...orderColumns, deletedAt: orders.deletedAt })
    .from(orders)
    .where(and(ownedBy(owner, orders), eq(orders.id, id), or(isNull(orders.deletedAt), isRestorable)));
  if (!other) throw noSuchOrder();
  const { deletedAt, ...order } = other;
  // deleted just now: it is to be restored all the same
  return deletedAt ? restoreOrder(tx, owner, id) : toVersionedOrder(order);
}
