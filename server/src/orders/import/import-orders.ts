import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { IMPORT_PREVIEW_ROWS, type ImportPreview } from "@cafe-app-ai/shared/orders";
import { sql } from "drizzle-orm";
import type { Transaction } from "../../database/transaction.ts";
import type { ReadImport } from "./read-import.ts";
import type { ImportedOrder } from "./read-row.ts";

/** The time allowed for writing the largest file: a few seconds usually, many on a busy machine. */
export const IMPORT_DEADLINE_MS = 60_000;
/** Each statement stays well within the database's limit for one. */
const INSERT_BATCH = 1000;
const COUNT_BATCH = 2500;
/** How many orders are put in order before yielding to other requests: a few milliseconds of work. */
const SLICE_ROWS = 5000;
const LOOK_EVERY_MS = 100;
/** A notification holds no more. */
const IDS_TOLD = 100;

/** What an import would do. */
export const previewImport = ({ orders, ignoredColumns }: ReadImport): ImportPreview => ({
  rows: orders.length,
  ignoredColumns,
  preview: orders.slice(0, IMPORT_PREVIEW_ROWS),
});

/**
 * Writes the orders of a file, in the transaction that it is given, one import of an account at a time. They are counted at
 * its end, because whoever changes an order that counts in the same figures waits from then on.
 * @param orders as `inOrderOfDays` returns them
 * @returns how many
 */
export async function importOrders(tx: Transaction, owner: string, orders: ImportedOrder[]): Promise<number> {
  await waitForOthers(tx, owner);
  await tx.execute(sql`select set_config('cafe.count_later', 'on', true)`);
  const ids: string[] = [];
  const sold = new Map<string, Sold>();
  for (const batch of batches(orders, INSERT_BATCH)) {
    const batchIds = batch.map(() => randomUUID());
    await insertBatch(tx, owner, batchIds, batch);
    ids.push(...batchIds);
    for (const { item, category } of batch) {
      const name = `${item}\n${category}`;
      sold.set(name, { item, category, orders: (sold.get(name)?.orders ?? 0) + 1 });
    }
  }
  for (const batch of batches(ids, COUNT_BATCH)) {
    await tx.execute(sql`select count_imported_orders(${sql.param(batch)}::uuid[])`);
  }
  await countItems(tx, owner, [...sold.values()]);
  if (ids.length > 0) {
    await tx.execute(sql`select apply_order_differences(array[${owner}]::uuid[], '{}')`);
    const told = JSON.stringify({ owner, change: "imported", ids: ids.slice(0, IDS_TOLD), count: ids.length });
    await tx.execute(sql`select pg_notify('orders', ${told})`);
  }
  await tx.execute(sql`select set_config('cafe.count_later', 'off', true)`);
  return ids.length;
}

/** Two at once would wait for each other's figures. Asked again, because to wait for a lock has a limit of its own. */
async function waitForOthers(tx: Transaction, owner: string): Promise<void> {
  for (;;) {
    const { rows } = await tx.execute<{ free: boolean }>(
      sql`select pg_try_advisory_xact_lock(hashtextextended(${`${owner} import`}, 0)) as free`,
    );
    if (rows[0]?.free) return;
    await sleep(LOOK_EVERY_MS);
  }
}

type Sold = { item: string; category: string; orders: number };

/** At last, because every order of these items waits for it. */
async function countItems(tx: Transaction, owner: string, sold: Sold[]): Promise<void> {
  for (const batch of batches(sold, COUNT_BATCH)) {
    const column = (name: keyof Sold) => sql.param(batch.map((row) => row[name]));
    await tx.execute(sql`
      select add_order_differences(array(
        select (${owner}, '', 'ever', '2000-01-01 00:00+00', category, item, orders, 0, 0)::order_difference
        from unnest(${column("item")}::text[], ${column("category")}::text[], ${column("orders")}::bigint[])
          as sold (item, category, orders)))`);
  }
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

function* batches<T>(all: T[], size: number): Generator<T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}

/**
 * Day by day, so that a batch touches few days: a shuffled file would take twice as long to count. By numbers, in slices:
 * sorting 100,000 orders by their texts would hold the event loop for a tenth of a second.
 */
export async function inOrderOfDays(orders: ImportedOrder[]): Promise<ImportedOrder[]> {
  const keys = new Float64Array(orders.length);
  for (const [index, { placedAt }] of orders.entries()) {
    if (index % SLICE_ROWS === 0) await nextTurn();
    const day = Number(placedAt.slice(0, "2026-11-27".length).replaceAll("-", ""));
    keys[index] = day * orders.length + index;
  }
  keys.sort();
  const ordered: ImportedOrder[] = [];
  for (const [place, key] of keys.entries()) {
    if (place % SLICE_ROWS === 0) await nextTurn();
    const order = orders[key % orders.length];
    if (order) ordered.push(order);
  }
  return ordered;
}
