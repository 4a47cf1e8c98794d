import { BULK_MAX, type BulkOrders, type BulkResult } from "@cafe-app-ai/shared/orders";
import { api } from "../lib/api/api.ts";

/** What came of a change: `failed` are the orders that were not reached, with why. */
export type ManyChanged = { done: string[]; missing: string[]; failed?: { ids: string[]; error: Error } };

/**
 * Changes any number of orders, as many at a time as the API takes. What was changed before a request failed stays changed.
 * @throws what the first request failed with: nothing was changed then
 */
export async function changeMany(
  { ids, ...change }: BulkOrders,
  onProgress: (done: number) => void,
): Promise<ManyChanged> {
  const done: string[] = [];
  const missing: string[] = [];
  for (let start = 0; start < ids.length; start += BULK_MAX) {
    const part = ids.slice(start, start + BULK_MAX);
    try {
      const headers = { "Idempotency-Key": crypto.randomUUID() };
      const result = await api.post<BulkResult>("/api/orders/bulk", { ids: part, ...change }, { headers });
      const gone = new Set(result.missing);
      done.push(...part.filter((id) => !gone.has(id)));
      missing.push(...result.missing);
    } catch (error) {
      if (start === 0) throw error;
      return { done, missing, failed: { ids: ids.slice(start), error: error as Error } };
    }
    onProgress(start + part.length);
  }
  return { done, missing };
}
