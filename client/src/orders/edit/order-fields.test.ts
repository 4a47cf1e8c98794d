import { expect, test } from "vitest";
import { EMPTY_ORDER, findChanges, toFields, toNewOrder } from "./order-fields.ts";

const cents = (totalCents: string, currency = "EUR") => toNewOrder({ ...EMPTY_ORDER, totalCents }, currency).totalCents;

test.each([
  ["4.5", 450],
  ["4,50", 450],
  [" 4 ", 400],
  ["0", 0],
  ["1 234.05", 123_405],
  ["0.29", 29],
  ["10000000000", 1_000_000_000_000],
])("%j is %d cents", (text, expected) => {
  expect(cents(text)).toBe(expected);
});

test.each(["", "-1", "4.505", "1.234,50", "1e3", "€4"])("%j is no amount", (text) => {
  expect(cents(text)).toBe(text);
});

test("a yen has no decimals and a dinar has three", () => {
  expect(cents("450", "JPY")).toBe(450);
  expect(cents("4.5", "JPY")).toBe("4.5");
  expect(cents("4.505", "KWD")).toBe(4505);
});

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
