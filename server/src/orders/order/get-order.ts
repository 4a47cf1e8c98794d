import { orders } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { liveOrder, noSuchOrder, orderColumns, toVersionedOrder, type VersionedOrder } from "./order-row.ts";

/** @throws ApiError NOT_FOUND for one that is deleted or somebody else's */
export async function getOrder(tx: Transaction, owner: string, id: string): Promise<VersionedOrder> {
  const [row] = await tx.select(orderColumns).from(orders).where(liveOrder(owner, id));
  if (!row) throw noSuchOrder();
  return toVersionedOrder(row);
}
