import { expect, test } from "vitest";
import { explain, findChanges, toFields, toNewOrder } from "./order-fields.ts";

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
  expect(fields.totalCents).toMatch(/^0[.,]05$/);
  expect(toNewOrder(fields).placedAt).toBe("2026-11-24T09:30:00.000Z");
  expect(findChanges(fields, { ...fields, quantity: "3" }, "EUR")).toEqual({ quantity: 3 });
});

test("what's wrong with an amount is told in the currency, as it's typed", () => {
  expect(explain("totalCents", "4.505", "Must be a whole number", "EUR")).toMatch(/ 4[.,]50$/);
  expect(explain("totalCents", "4.5", "Must be a whole number", "JPY")).toMatch(/ 450$/);
  expect(explain("totalCents", "4.5678", "Must be a whole number", "KWD")).toMatch(/ 4[.,]500$/);
  expect(explain("totalCents", "12345678901", "Must be at most 1000000000000", "EUR")).toMatch(
    /10\D?000\D?000\D?000[.,]00/,
  );
  expect(explain("quantity", "two", "Must be a whole number", "EUR")).toBe("Must be a whole number");
});
