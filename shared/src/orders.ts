import { type Static, Type } from "@sinclair/typebox";
import { CurrencySchema, closed, IdSchema, MoneySchema, StringEnum, TimeSchema, TimezoneSchema } from "./common.ts";

/** The one currency of a deployment: sums over several would be meaningless. */
export const CURRENCY = "EUR";

export const ORDER_STATUSES = ["completed", "pending", "refunded"] as const;

export const OrderSchema = Type.Object({
  id: IdSchema,
  item: Type.String(),
  category: Type.String(),
  quantity: Type.Integer(),
  totalCents: MoneySchema,
  currency: CurrencySchema,
  status: StringEnum(ORDER_STATUSES),
  placedAt: TimeSchema,
});
export type Order = Static<typeof OrderSchema>;

export const SampleOrdersSchema = Type.Optional(Type.Object({ timezone: Type.Optional(TimezoneSchema) }, closed));

export const SampleOrdersAddedSchema = Type.Object({
  created: Type.Integer({ description: "How many orders were added" }),
});
export type SampleOrdersAdded = Static<typeof SampleOrdersAddedSchema>;
