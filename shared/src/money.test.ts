import { expect, it } from "vitest";
import { CURRENCIES, currencyDigits, isCurrency } from "./money.ts";

it("takes every currency that this runtime knows, so that no account's own is refused", () => {
  expect(Intl.supportedValuesOf("currency").filter((code) => !isCurrency(code))).toEqual([]);
  expect(CURRENCIES.filter((code) => !isCurrency(code) || !/^[A-Z]{3}$/.test(code))).toEqual([]);
  expect(new Set(CURRENCIES).size).toBe(CURRENCIES.length);
});

it.each([
  ["JPY", 0],
  ["CLP", 0],
  ["HUF", 2],
  ["IDR", 2],
  ["EUR", 2],
  ["IQD", 3],
  ["CLF", 4],
])("counts the decimals of %s by ISO 4217", (currency, digits) => {
  expect(currencyDigits(currency)).toBe(digits);
});
