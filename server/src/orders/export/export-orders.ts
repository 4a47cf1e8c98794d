import { Readable } from "node:stream";
import { toAmount } from "@cafe-app-ai/shared/money";
import { guardFormula, type OrderFilters, type OrderSorting } from "@cafe-app-ai/shared/orders";
import { stringify } from "csv-stringify/sync";
import { and } from "drizzle-orm";
import type { Database } from "../../database/client.ts";
import { orders } from "../../database/schema.ts";
import { withDatabaseTime } from "../../database/time-limit.ts";
import { matchingOrders } from "../list/filter-orders.ts";
import { type Position, sortOrders } from "../list/sort-orders.ts";
import { orderColumns } from "../order/order-row.ts";

type ExportQuery = OrderFilters & OrderSorting & { raw?: boolean };
type Row = Pick<typeof orders.$inferSelect, keyof typeof orderColumns>;

/** Rows in memory at a time. */
const BATCH = 500;

const COLUMNS = ["id", "placedAt", "item", "category", "quantity", "total", "currency", "status"];

/**
 * The owner's matching orders as CSV, read batch by batch as fast as the client takes it, and no further once it is gone.
 * No transaction stays open meanwhile: what changes between two batches may show.
 */
export async function exportOrders(db: Database, owner: string, query: ExportQuery): Promise<Readable> {
  const sorting = sortOrders(query);
  const { where, few } = await matchingOrders(db, owner, query);
  const read = (position?: Position) =>
    // a time budget for each batch: the request's wouldn't last for a million rows
    withDatabaseTime(db.timeLimitMs, async () =>
      db
        .select(orderColumns)
        .from(orders)
        .where(and(where, position && sorting.after(position)))
        .orderBy(...sorting.orderBy(few))
        .limit(BATCH),
    );
  // read before the answer starts, so that an unreachable database is still a 503
  const first = await read();

  async function* lines() {
    yield stringify([COLUMNS]);
    for (let batch = first; batch.length > 0; ) {
      yield stringify(batch.map((row) => toCells(row, query.raw ?? false)));
      const last = batch.at(-1);
      batch = last && batch.length === BATCH ? await read(sorting.positionOf(last)) : [];
    }
  }
  return Readable.from(lines(), { objectMode: false, highWaterMark: 64 * 1024 });
}

function toCells({ id, placedAt, item, category, quantity, totalCents, currency, status }: Row, raw: boolean) {
  const text = raw ? (cell: string) => cell : guardFormula;
  const total = toAmount(totalCents, currency);
  return [id, placedAt.toISOString(), text(item), text(category), quantity, total, currency, status];
}
