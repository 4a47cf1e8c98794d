import { DEFAULT_CURRENCY } from "@cafe-app-ai/shared/money";
import { type NewOrder, NewOrderSchema, type Order, TOTAL_CENTS_MAX } from "@cafe-app-ai/shared/orders";
import { Type } from "@sinclair/typebox";
import { exampleAmount, toCents, toLocalAmount } from "../../lib/amount.ts";
import { formatMoney } from "../../lib/format.ts";
import { toInstant, toLocalTime } from "../../lib/zoned-time.ts";
import { messages } from "./messages.ts";

/** An order as a form has it; `placedAt` in the café's time, empty for now. */
export type OrderFields = Record<"item" | "category" | "quantity" | "totalCents" | "status" | "placedAt", string>;

/** What a person types is text at first: until it is a number its field says so. */
export const OrderFormSchema = Type.Object(NewOrderSchema.properties);

export const EMPTY_ORDER: OrderFields = {
  item: "",
  category: "",
  quantity: "1",
  totalCents: "",
  status: "completed",
  placedAt: "",
};

export const toFields = (order: Order): OrderFields => ({
  item: order.item,
  category: order.category,
  quantity: String(order.quantity),
  totalCents: toLocalAmount(order.totalCents, order.currency),
  status: order.status,
  placedAt: toLocalTime(order.placedAt),
});

/** What is sent of what was typed. What is no number stays text, so that the schema refuses it. */
export function toNewOrder(fields: OrderFields, currency = DEFAULT_CURRENCY): NewOrder {
  const { item, category, quantity, totalCents, status, placedAt } = fields;
  const order = {
    item: item.trim(),
    category: category.trim(),
    quantity: /^\s*\d+\s*$/.test(quantity) ? Number(quantity) : quantity.trim(),
    totalCents: toCents(totalCents, currency),
    status,
    ...(placedAt && { placedAt: toInstant(placedAt) ?? placedAt }),
  };
  return order as NewOrder;
}

/** The sentence for a field, as it was typed: an amount isn't typed in cents. */
export function explain(field: string, text: string | undefined, message: string, currency: string): string {
  if (!text?.trim()) return messages.required;
  if (field !== "totalCents") return message;
  return typeof toCents(text, currency) === "number"
    ? messages.tooMuch(formatMoney(TOTAL_CENTS_MAX, currency))
    : messages.notAnAmount(exampleAmount(currency));
}

/** The fields that were changed in the form: what was not touched is not sent, so that nothing is rounded. */
export function findChanges(before: OrderFields, after: OrderFields, currency: string): Partial<NewOrder> {
  const order = toNewOrder(after, currency);
  const changed = (Object.keys(before) as (keyof OrderFields)[]).filter((name) => before[name] !== after[name]);
  return Object.fromEntries(changed.map((name) => [name, order[name]]));
}
