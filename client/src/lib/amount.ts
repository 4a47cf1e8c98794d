import { currencyDigits } from "@cafe-app-ai/shared/money";

/** 4.5, 4,50 or 1 234.50; what has more decimals than the currency, or could be read in two ways, stays text. */
export function toCents(text: string, currency: string): number | string {
  const digits = currencyDigits(currency);
  const [, whole, fraction = ""] = /^(\d+)(?:[.,](\d*))?$/.exec(text.replaceAll(/\s/g, "")) ?? [];
  if (whole === undefined || fraction.length > digits) return text.trim();
  return Number(whole + fraction.padEnd(digits, "0"));
}
