import { randomUUID } from "node:crypto";
import { IMPORT_PREVIEW_ROWS, type Imported, type ImportPreview } from "@cafe-app-ai/shared/orders";
import { sql } from "drizzle-orm";
import type { Transaction } from "../../database/transaction.ts";
import type { ReadImport } from "./read-import.ts";
import type { ImportedOrder } from "./read-row.ts";

/** The time allowed for writing the largest file: a few seconds usually, many on a busy machine. */
export const IMPORT_DEADLINE_MS = 60_000;
/** Each statement stays well within the database's limit for one. */
const INSERT_BATCH = 1000;
const COUNT_BATCH = 5000;
/** A notification holds no more. */
const IDS_TOLD = 100;

/** What an import would do. */
export const previewImport = ({ orders, ignoredColumns }: ReadImport): ImportPreview => ({
  rows: orders.length,
  ignoredColumns,
  preview: orders.slice(0, IMPORT_PREVIEW_ROWS),
});

/**
 * Writes the orders of a file, in the transaction that it is given. They are counted at its end, because nobody else can
 * change the account's figures from then on.
 */
export async function importOrders(
  tx: Transaction,
  owner: string,
  { orders, ignoredColumns }: ReadImport,
): Promise<Imported> {
  await tx.execute(sql`select set_config('cafe.count_later', 'on', true)`);
  const ordered = inOrderOfDays(orders);
  const ids = orders.map(() => randomUUID());
  for (const [start, batch] of batches(ordered, INSERT_BATCH)) {
    await insertBatch(tx, owner, ids.slice(start, start + INSERT_BATCH), batch);
  }
  for (const [, batch] of batches(ids, COUNT_BATCH)) {
    await tx.execute(sql`select count_orders(${owner}, ${sql.param(batch)}::uuid[])`);
  }
  if (ids.length > 0) {
    const told = JSON.stringify({ owner, change: "imported", ids: ids.slice(0, IDS_TOLD), count: ids.length });
    await tx.execute(sql`select pg_notify('orders', ${told})`);
  }
  await tx.execute(sql`select set_config('cafe.count_later', 'off', true)`);
  return { imported: orders.length, ignoredColumns };
}

/** By arrays: eight parameters, however many rows. */
async function insertBatch(tx: Transaction, owner: string, ids: string[], batch: ImportedOrder[]): Promise<void> {
  const column = <K extends keyof ImportedOrder>(name: K) => sql.param(batch.map((order) => order[name]));
  await tx.execute(sql`
    insert into orders (user_id, id, item, category, quantity, total_cents, currency, status, placed_at)
    select ${owner}, * from unnest(
      ${sql.param(ids)}::uuid[], ${column("item")}::text[], ${column("category")}::text[],
      ${column("quantity")}::int[], ${column("totalCents")}::bigint[], ${column("currency")}::text[],
      ${column("status")}::text[], ${column("placedAt")}::timestamptz[])`);
}

function* batches<T>(all: T[], size: number): Generator<[start: number, batch: T[]]> {
  for (let start = 0; start < all.length; start += size) yield [start, all.slice(start, start + size)];
}

/**
 * Day by day, so that a batch touches few days: a shuffled file would take twice as long to count. Sorting 100,000 orders
 * by their times would hold the event loop far longer than this.
 */
function inOrderOfDays(orders: ImportedOrder[]): ImportedOrder[] {
  const byDay = Map.groupBy(orders, ({ placedAt }) => placedAt.slice(0, "2026-11-27".length));
  return [...byDay.keys()].sort().flatMap((day) => byDay.get(day) ?? []);
}
