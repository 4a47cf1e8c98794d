import type { OrderSorting } from "@cafe-app-ai/shared/orders";
import { asc, desc, type SQL, sql } from "drizzle-orm";
import { orders } from "../../database/schema.ts";

/** Where a page ends: the value by which it is sorted, and the order's id, which makes it unique. */
export type Position = { value: string | number; id: string };

/** How a list is sorted, and what lies behind a position in it. */
export function sortOrders({ sort = "placedAt", order = "desc" }: OrderSorting) {
  const column = orders[sort];
  const direction = order === "asc" ? asc : desc;
  const type = sql.raw(sort === "placedAt" ? "timestamptz" : "bigint");
  const unindexed = sort === "placedAt" ? sql`${column} + interval '0'` : sql`${column} + 0`;
  return {
    /**
     * Of few matches PostgreSQL thinks that it comes upon enough of them in the list's order, and reads a million orders for
     * three. An expression that no index has lets it find them by their item and sort them.
     */
    orderBy: (few: boolean) => [direction(few ? unindexed : column), direction(orders.id)],
    /** A comparison of rows, which an index answers from there on. */
    after: ({ value, id }: Position): SQL =>
      sql`(${column}, ${orders.id}) ${sql.raw(order === "asc" ? ">" : "<")} (${value}::${type}, ${id}::uuid)`,
    positionOf: ({ placedAt, totalCents, id }: { placedAt: Date; totalCents: number; id: string }): Position => ({
      value: sort === "placedAt" ? placedAt.toISOString() : totalCents,
      id,
    }),
  };
}
