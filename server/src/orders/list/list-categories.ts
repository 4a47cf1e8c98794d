import type { Categories } from "@cafe-app-ai/shared/orders";
import { and, desc, gt, sql } from "drizzle-orm";
import { orderItems } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ownedBy } from "../../session/owner.ts";

const LIMIT = 1000;

/** The account's categories with how many orders each has, the largest first. */
export async function listCategories(tx: Transaction, owner: string): Promise<Categories> {
  const count = sql`sum(${orderItems.orders})`.mapWith(Number);
  return tx
    .select({ category: orderItems.category, orders: count })
    .from(orderItems)
    .where(and(ownedBy(owner, orderItems), gt(orderItems.orders, 0)))
    .groupBy(orderItems.category)
    .orderBy(desc(count), orderItems.category)
    .limit(LIMIT);
}
