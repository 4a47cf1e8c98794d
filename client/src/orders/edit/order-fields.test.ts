import { expect, test } from "vitest";
import { findChanges, toFields, toNewOrder } from "./order-fields.ts";

test("only what was changed is sent, so that seconds are kept", () => {
  const order = {
    id: crypto.randomUUID(),
    item: "Latte",
    category: "Coffee",
    quantity: 2,
    totalCents: 5,
    currency: "EUR",
    status: "pending" as const,
    placedAt: "2026-11-24T09:30:12.345Z",
    createdAt: "2026-11-24T09:30:12.345Z",
    updatedAt: "2026-11-24T09:30:12.345Z",
  };
  const fields = toFields(order);
  expect(fields.totalCents).toBe("0.05");
  expect(toNewOrder(fields).placedAt).toBe("2026-11-24T09:30:00.000Z");
  expect(findChanges(fields, { ...fields, quantity: "3" }, "EUR")).toEqual({ quantity: 3 });
});
