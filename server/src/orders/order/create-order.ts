import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import type { NewOrder } from "@cafe-app-ai/shared/orders";
import { sql } from "drizzle-orm";
import { cafes, orders } from "../../database/schema.ts";
import type { Transaction } from "../../database/transaction.ts";
import { ownedBy } from "../../session/owner.ts";
import { orderColumns, toColumns, toVersionedOrder, type VersionedOrder } from "./order-row.ts";

/** The account's currency, inside another statement. */
const accountCurrency = (owner: string) =>
  sql<string>`coalesce((select ${cafes.currency} from ${cafes} where ${ownedBy(owner, cafes)}), ${DEFAULT_CURRENCY})`;

/** Adds an order, in the account's currency. */
export async function createOrder(tx: Transaction, owner: string, order: NewOrder): Promise<VersionedOrder> {
  const [row] = await tx
    .insert(orders)
    .values({ ...toColumns(order), userId: owner, currency: accountCurrency(owner) })
    .returning(orderColumns);
  if (!row) throw new Error("an insert returned no row");
  return toVersionedOrder(row);
}
