import type { OrderChanges } from "@cafe-app-ai/shared/orders";
import { and, inArray, type SQL, sql } from "drizzle-orm";
import { orders } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import { getOrder } from "./get-order.ts";
import { liveOrder, noSuchOrder, orderColumns, toColumns, toVersionedOrder, type VersionedOrder } from "./order-row.ts";

/** The change's own part of an update; `version` and `updatedAt` follow by themselves. */
type Values = Partial<Omit<typeof orders.$inferInsert, "deletedAt">> & { deletedAt?: SQL };

/** An order, and the versions (`readIfMatch`) of which it must be one; undefined for any. */
export type Target = { owner: string; id: string; versions: string[] | undefined };

/**
 * Changes the named fields.
 * @throws ApiError NOT_FOUND; PRECONDITION_FAILED if it has another version by now
 */
export const changeOrder = (tx: Transaction, target: Target, changes: OrderChanges): Promise<VersionedOrder> =>
  update(tx, target, toColumns(changes));

/** Takes it out of every list and figure; it can be restored for a day. @throws ApiError as `changeOrder` */
export async function deleteOrder(tx: Transaction, target: Target): Promise<void> {
  await update(tx, target, { deletedAt: sql`now()` });
}

async function update(tx: Transaction, { owner, id, versions }: Target, values: Values): Promise<VersionedOrder> {
  const [row] = await tx
    .update(orders)
    .set({ ...values, version: sql`${orders.version} + 1` })
    .where(and(liveOrder(owner, id), versions && inArray(sql`${orders.version}::text`, versions)))
    .returning(orderColumns);
  if (row) return toVersionedOrder(row);
  // deleted then, though it may have been restored by now
  if (!versions) throw noSuchOrder();
  const { etag } = await getOrder(tx, owner, id);
  throw new ApiError("PRECONDITION_FAILED", "This order has changed since you loaded it.", { headers: { etag } });
}
