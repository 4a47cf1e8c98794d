import { FormatRegistry, Type } from "@sinclair/typebox";

/** The currency of an account that has not chosen one. */
export const DEFAULT_CURRENCY = "EUR";

/** The currencies of ISO 4217. Written out, since `Intl` has other lists and other decimals in each runtime. */
export const CURRENCIES: readonly string[] = (
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP " +
  "CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR " +
  "IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU " +
  "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG " +
  "SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV " +
  "WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
).split(" ");

/** Its funds and units of account, and currencies that have ended: accepted, but not offered. */
const UNLISTED = "ANG BGN BOV CHE CHW CLF COU CUC HRK MXV SLL USN UYI UYW XDR XSU ZWL".split(" ");

const VALID: ReadonlySet<string> = new Set([...CURRENCIES, ...UNLISTED]);

export const isCurrency = (code: string) => VALID.has(code);

FormatRegistry.Set("currency", isCurrency);

/** A currency that a request names. */
export const CurrencyCodeSchema = Type.String({
  format: "currency",
  maxLength: 3,
  description: "ISO 4217 code",
  errorMessage: "Must be an ISO 4217 code, such as EUR",
  examples: ["EUR"],
});

/** The currencies that don't have two decimals, by ISO 4217's list one. */
const DIGITS = new Map<string, number>();
for (const code of "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" "))
  DIGITS.set(code, 0);
for (const code of "BHD IQD JOD KWD LYD OMR TND".split(" ")) DIGITS.set(code, 3);
for (const code of "CLF UYW".split(" ")) DIGITS.set(code, 4);

/** How many decimals a currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export const currencyDigits = (currency: string): number => DIGITS.get(currency) ?? 2;

/** How many of a currency's smallest unit make a whole one: 100 cents to a euro, but one yen to a yen. */
export const minorUnits = (currency: string) => 10 ** currencyDigits(currency);

/** Cents as they are typed, such as 4.50. */
export function toAmount(cents: number, currency: string): string {
  const digits = currencyDigits(currency);
  if (digits === 0) return String(cents);
  const text = String(cents).padStart(digits + 1, "0");
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
