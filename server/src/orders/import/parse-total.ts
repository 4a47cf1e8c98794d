import { currencyDigits } from "@cafe-app-ai/shared/money";
import { TOTAL_CENTS_MAX } from "@cafe-app-ai/shared/orders";

export type Delimiter = "," | ";" | "\t";

/** The decimal separator that goes with a column delimiter: a comma can't be both. A tab tells nothing. */
const DECIMAL_SEPARATOR: Record<Delimiter, string | undefined> = { ",": ".", ";": ",", "\t": undefined };

const PLAIN = /^(\d*)(?:([.,])(\d+))?$/;

/**
 * An amount in major units, such as 1,234.50 or 1.234,50, in minor units. What the two separators mean is told by the last
 * one, or by the file's delimiter.
 * @returns null where it is no amount, or could be two
 */
export function parseTotal(text: string, currency: string, delimiter: Delimiter): number | null {
  const digits = currencyDigits(currency);
  const [, whole = "", separator, end = ""] = PLAIN.exec(text) ?? [];
  if (whole === "" && end === "") return parseGrouped(text, digits);
  if (separator === undefined) return toMinorUnits(whole, "", digits);
  const isDecimal = end.length <= digits;
  const isGrouped = /^[1-9]\d{0,2}$/.test(whole) && end.length === 3;
  const decimalSeparator = DECIMAL_SEPARATOR[delimiter];
  if (separator === decimalSeparator) return isDecimal ? toMinorUnits(whole, end, digits) : null;
  if (isGrouped) return decimalSeparator ? toMinorUnits(whole + end, "", digits) : null;
  return isDecimal ? toMinorUnits(whole, end, digits) : null;
}

/** With both separators, or one of them several times. */
function parseGrouped(text: string, digits: number): number | null {
  const [, whole = "", , end = ""] = /^([1-9]\d{0,2}([.,])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d+))?$/.exec(text) ?? [];
  if (whole === "" || end.length > digits) return null;
  return toMinorUnits(whole.replaceAll(/[.,]/g, ""), end, digits);
}

function toMinorUnits(whole: string, decimals: string, digits: number): number | null {
  const text = (whole + decimals.padEnd(digits, "0")).replace(/^0+(?=\d)/, "");
  const cents = text.length <= 15 ? Number(text) : Number.POSITIVE_INFINITY;
  return cents <= TOTAL_CENTS_MAX ? cents : null;
}
