import type { BulkOrders, BulkResult } from "@cafe-app-ai/shared/orders";
import { and, inArray, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { orders } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ApiError } from "../../errors.ts";
import { ownedBy } from "../../session/owner.ts";
import { isRestorable } from "../order/restore-order.ts";

/** Which of the named orders can be changed, which of those would differ, and how. */
type Change = { found: SQL | undefined; differs: SQL; set: SQL };

/**
 * Gives many orders one status, deletes or restores them, all or none.
 * @throws ApiError VALIDATION_ERROR unless it says either `status` or `deleted`
 */
export async function changeOrders(tx: Transaction, owner: string, bulk: BulkOrders): Promise<BulkResult> {
  const { found, differs, set } = readChange(bulk);
  const ids = [...new Set(bulk.ids.map((id) => id.toLowerCase()))];
  const named = and(ownedBy(owner, orders), inArray(orders.id, ids), found);
  // locked in one order, so that two of these can't wait for each other
  const { rows } = await tx.execute<{ id: string }>(sql`
    with named as (select ${orders.id} from ${orders} where ${named} order by ${orders.id} for update),
    changed as (
      update ${orders} set ${set}, version = ${orders.version} + 1, updated_at = now()
      where ${orders.id} in (select id from named) and ${differs}
    )
    select id from named`);
  const changed = new Set(rows.map(({ id }) => id));
  return { changed: changed.size, missing: ids.filter((id) => !changed.has(id)) };
}

function readChange({ status, deleted }: BulkOrders): Change {
  if (status !== undefined && deleted === undefined) {
    return { found: isNull(orders.deletedAt), differs: ne(orders.status, status), set: sql`status = ${status}` };
  }
  if (deleted !== undefined && status === undefined) {
    const found = or(isNull(orders.deletedAt), isRestorable);
    return deleted
      ? { found, differs: isNull(orders.deletedAt), set: sql`deleted_at = now()` }
      : { found, differs: isNotNull(orders.deletedAt), set: sql`deleted_at = null` };
  }
  const message = "Send either status or deleted.";
  throw new ApiError("VALIDATION_ERROR", message, { details: [{ in: "body", path: "", message }] });
}
