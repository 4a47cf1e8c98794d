import { FormatRegistry, Type } from "@sinclair/typebox";

/** The currency of an account that has not chosen one. */
export const DEFAULT_CURRENCY = "EUR";

const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf("currency"));

export const isCurrency = (code: string) => CURRENCIES.has(code);

FormatRegistry.Set("currency", isCurrency);

/** A currency that a request names. */
export const CurrencyCodeSchema = Type.String({
  format: "currency",
  maxLength: 3,
  description: "ISO 4217 code",
  errorMessage: "Must be an ISO 4217 code, such as EUR",
  examples: ["EUR"],
});

const digits = new Map<string, number>();

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function currencyDigits(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    const format = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions();
    known = format.maximumFractionDigits ?? 2;
    digits.set(currency, known);
  }
  return known;
}

/** How many of a currency's smallest unit make a whole one: 100 cents to a euro, but one yen to a yen. */
export const minorUnits = (currency: string) => 10 ** currencyDigits(currency);

/** Cents as they are typed, such as 4.50. */
export function toAmount(cents: number, currency: string): string {
  const digits = currencyDigits(currency);
  if (digits === 0) return String(cents);
  const text = String(cents).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
