import { expect, test } from "vitest";
import { exampleAmount, toCents, toLocalAmount } from "./amount.ts";

test.each([
  ["4.5", 450],
  ["4,50", 450],
  [" 4 ", 400],
  ["0", 0],
  ["1 234.05", 123_405],
  ["1’234.05", 123_405],
  ["0.29", 29],
  ["10000000000", 1_000_000_000_000],
])("%j is %d cents", (text, expected) => {
  expect(toCents(text, "EUR")).toBe(expected);
});

test.each(["", "-1", "4.505", "1.234,50", "0,123", "1,2345", "1e3", "€4"])("%j isn't an amount", (text) => {
  expect(toCents(text, "EUR", "en")).toBe(text);
});

test.each([
  ["1,234.50", "en", 123_450],
  ["1,234", "en", 123_400],
  ["12,34,567.5", "en-IN", 123_456_750],
  ["1.234,50", "de", 123_450],
  ["1.234.567", "de-AT", 123_456_700],
])("%j is an amount in %s, whose groups are written so", (text, locale, expected) => {
  expect(toCents(text, "EUR", locale)).toBe(expected);
});

test("what could be a group or decimals is neither", () => {
  expect(toCents("1,234", "KWD", "en")).toBe("1,234");
  expect(toCents("1.234", "KWD", "de")).toBe("1.234");
  expect(toCents("1.234", "EUR", "en")).toBe("1.234");
});

test("a yen has no decimals, a forint two and a dinar three", () => {
  expect(toCents("450", "HUF")).toBe(45_000);
  expect(toCents("450", "JPY")).toBe(450);
  expect(toCents("4.5", "JPY")).toBe("4.5");
  expect(toCents("4.505", "KWD", "en")).toBe(4505);
});

test("an amount is shown as it is typed in the locale, with the currency's decimals", () => {
  expect(toLocalAmount(123_450, "EUR", "de")).toBe("1234,50");
  expect(toLocalAmount(5, "EUR", "en")).toBe("0.05");
  expect(["EUR", "JPY", "KWD"].map((currency) => exampleAmount(currency, "en"))).toEqual(["4.50", "450", "4.500"]);
  expect(toCents(exampleAmount("KWD", "fr"), "KWD", "fr")).toBe(4500);
});
