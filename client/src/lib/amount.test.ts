import { expect, test } from "vitest";
import { toCents } from "./amount.ts";

test.each([
  ["4.5", 450],
  ["4,50", 450],
  [" 4 ", 400],
  ["0", 0],
  ["1 234.05", 123_405],
  ["0.29", 29],
  ["10000000000", 1_000_000_000_000],
])("%j is %d cents", (text, expected) => {
  expect(toCents(text, "EUR")).toBe(expected);
});

test.each(["", "-1", "4.505", "1.234,50", "1e3", "€4"])("%j isn't an amount", (text) => {
  expect(toCents(text, "EUR")).toBe(text);
});

test("a yen has no decimals, a forint two and a dinar three", () => {
  expect(toCents("450", "HUF")).toBe(45_000);
  expect(toCents("450", "JPY")).toBe(450);
  expect(toCents("4.5", "JPY")).toBe("4.5");
  expect(toCents("4.505", "KWD")).toBe(4505);
});
