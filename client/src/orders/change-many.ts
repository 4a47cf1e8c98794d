import { BULK_MAX, type BulkOrders, type BulkResult } from "@cafe-app-ai/shared/orders";
import { api } from "../lib/api/api.ts";

/** What came of a change: `failed` are the orders that were not reached, with why. */
export type ManyChanged = { done: string[]; missing: string[]; failed?: { ids: string[]; error: Error } };

/**
 * Changes any number of orders, as many at a time as the API takes. What was changed before a request failed stays changed.
 * @throws what the first request failed with: nothing was changed then
 */
export async function changeMany(changes: BulkOrders[], onProgress: (done: number) => void): Promise<ManyChanged> {
  const done: string[] = [];
  const missing: string[] = [];
  const batches = changes.flatMap(inBatches);
  for (const [index, batch] of batches.entries()) {
    try {
      const headers = { "Idempotency-Key": crypto.randomUUID() };
      const result = await api.post<BulkResult>("/api/orders/bulk", batch, { headers });
      const gone = new Set(result.missing);
      done.push(...batch.ids.filter((id) => !gone.has(id)));
      missing.push(...result.missing);
    } catch (error) {
      if (index === 0) throw error;
      return { done, missing, failed: { ids: batches.slice(index).flatMap(({ ids }) => ids), error: error as Error } };
    }
    onProgress(done.length + missing.length);
  }
  return { done, missing };
}

function inBatches({ ids, ...change }: BulkOrders): BulkOrders[] {
  const count = Math.ceil(ids.length / BULK_MAX);
  return Array.from({ length: count }, (_, index) => ({
    ids: ids.slice(index * BULK_MAX, (index + 1) * BULK_MAX),
    ...change,
  }));
}
