import type { NewOrder, Order, OrderChanges } from "@cafe-app-ai/shared/orders";
import { and, eq, isNull } from "drizzle-orm";
import { orders } from "../../database/schema.ts";
import { ApiError } from "../../errors.ts";
import { ownedBy } from "../../session/owner.ts";

const { id, item, category, quantity, totalCents, currency, status, placedAt, createdAt, updatedAt, version } = orders;

/** What is read of an order. */
export const orderColumns = {
  id,
  item,
  category,
  quantity,
  totalCents,
  currency,
  status,
  placedAt,
  createdAt,
  updatedAt,
  version,
};
type OrderRow = Pick<typeof orders.$inferSelect, keyof typeof orderColumns>;

/** An order as the API shows it, and its ETag. */
export type VersionedOrder = { order: Order; etag: string };

export const toOrder = ({ version, ...row }: OrderRow): Order => ({
  ...row,
  placedAt: row.placedAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const toVersionedOrder = (row: OrderRow): VersionedOrder => ({ order: toOrder(row), etag: `"${row.version}"` });

/** The owner's orders that are not deleted. */
export const liveOrders = (owner: string) => and(ownedBy(owner, orders), isNull(orders.deletedAt));

/** One of them. */
export const liveOrder = (owner: string, orderId: string) => and(liveOrders(owner), eq(id, orderId));

/** What a caller sends, as it is stored. */
export const toColumns = <T extends NewOrder | OrderChanges>({ placedAt, ...fields }: T) => ({
  ...fields,
  ...(fields.item !== undefined && { item: fields.item.trim() }),
  ...(fields.category !== undefined && { category: fields.category.trim() }),
  ...(placedAt !== undefined && { placedAt: new Date(placedAt) }),
});

export const noSuchOrder = () => new ApiError("NOT_FOUND", "Order not found.");
