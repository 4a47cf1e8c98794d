import { currencyDigits, toAmount } from "@cafe-app-ai/shared/money";
import { locale } from "./language/language.ts";

const PLAIN = /^(\d+)(?:[.,](\d*))?$/;

/** By the mark between groups of digits. */
const GROUPED: Record<string, RegExp> = {
  ",": /^([1-9]\d{0,2}(?:,\d{2,3})*,\d{3})(?:\.(\d*))?$/,
  ".": /^([1-9]\d{0,2}(?:\.\d{2,3})*\.\d{3})(?:,(\d*))?$/,
};

/**
 * 4.5, 4,50 or 1 234.50, or with the groups of the locale 1,234.50 or 1.234,50. What has more decimals than the currency,
 * or could be read in two ways, stays text.
 */
export function toCents(text: string, currency: string, inLocale = locale): number | string {
  const digits = currencyDigits(currency);
  // Spaces and apostrophes can only be between groups.
  const typed = text.replaceAll(/[\s'’]/g, "");
  const readings = [PLAIN, GROUPED[findMark("group", inLocale)]].flatMap((form) => {
    const [, whole = "", fraction = ""] = form?.exec(typed) ?? [];
    return whole && fraction.length <= digits ? whole.replaceAll(/\D/g, "") + fraction.padEnd(digits, "0") : [];
  });
  return readings.length === 1 ? Number(readings[0]) : text.trim();
}

/** Cents as they are typed in the locale. */
export const toLocalAmount = (cents: number, currency: string, inLocale = locale) =>
  toAmount(cents, currency).replace(".", findMark("decimal", inLocale));

/** Such as 4.50: an amount with the currency's own number of decimals. */
export const exampleAmount = (currency: string, inLocale = locale) =>
  toLocalAmount(450 * 10 ** Math.max(0, currencyDigits(currency) - 2), currency, inLocale);

/** As money is written in the locale; some group numbers in another way. */
function findMark(type: "group" | "decimal", inLocale: string | undefined): string {
  const format = new Intl.NumberFormat(inLocale, { style: "currency", currency: "EUR", numberingSystem: "latn" });
  return format.formatToParts(1_234_567.5).find((part) => part.type === type)?.value ?? "";
}
