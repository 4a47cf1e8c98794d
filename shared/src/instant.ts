import { FormatRegistry, Type } from "@sinclair/typebox";

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:\d\d)$/;
const FIRST_YEAR = 1900;
const FIRST_MS = Date.UTC(FIRST_YEAR, 0, 1);
const DAY_MS = 86_400_000;

FormatRegistry.Set("instant", (value) => toMs(value) !== null);
FormatRegistry.Set("placed-at", isPlacedAt);

/** Milliseconds since 1970; null unless it is a day that exists, with `Z` or an offset, from 1900 to 9999. */
function toMs(text: string): number | null {
  const [, year, month, day] = INSTANT.exec(text) ?? [];
  const ms = year === undefined ? Number.NaN : Date.parse(text);
  // Date.parse takes the 30th of February for the 2nd of March
  const exists = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  return exists && ms >= FIRST_MS && ms <= Date.UTC(9999, 11, 31, 23, 59, 59) ? ms : null;
}

/** Whether an order may be placed at this time: an instant, at most a day ahead. */
export function isPlacedAt(text: string): boolean {
  const ms = toMs(text);
  return ms !== null && ms <= Date.now() + DAY_MS;
}

export const PLACED_AT_ADVICE =
  "Must be a time such as 2026-11-24T09:30:00Z, with Z or an offset, from 1900 to a day ahead";

/** An exact time in a request. */
export const InstantSchema = Type.String({
  format: "instant",
  maxLength: 40,
  description: "ISO 8601, with Z or an offset, from 1900 on",
  errorMessage: "Must be a time such as 2026-11-24T09:30:00Z, with Z or an offset, from 1900 on",
  examples: ["2026-11-24T09:30:00Z"],
});

export const PlacedAtSchema = Type.String({
  format: "placed-at",
  maxLength: 40,
  description: "ISO 8601, with Z or an offset, from 1900 to a day ahead",
  errorMessage: PLACED_AT_ADVICE,
  examples: ["2026-11-24T09:30:00Z"],
});
