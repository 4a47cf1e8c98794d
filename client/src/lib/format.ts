import { localTimezone } from "@cafe-app-ai/shared/common";
import { currencyDigits, minorUnits } from "@cafe-app-ai/shared/money";
import { locale } from "./language/language.ts";

/** Everything here is in the reader's own locale, and in the café's time zone or else the reader's. */

let cafeTimezone: string | undefined;

/** The café's time zone, where it has one; moments and days are told in it from now on. */
export const setCafeTimezone = (zone: string | undefined) => {
  cafeTimezone = zone;
};

export const readerTimezone = localTimezone;
export const timezone = () => cafeTimezone ?? readerTimezone();

export function formatMoney(cents: number, currency: string): string {
  const digits = currencyDigits(currency);
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(cents / minorUnits(currency));
}

/** For an axis: as short as it can be, such as €1.2K. */
export function formatMoneyShort(cents: number, currency: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    notation: "compact",
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  });
  return format.format(cents / minorUnits(currency));
}

export const formatCount = (count: number) => new Intl.NumberFormat(locale).format(count);

/** Such as 1.8: to one decimal. */
export const formatRatio = (ratio: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(ratio);

/** A ratio as a percentage: 0.25 is 25%. */
export const formatPercentage = (ratio: number) =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(ratio);

/** A calendar day, such as 2026-11-23: it has no time zone, so none must shift it. */
export function formatDay(day: string, style: keyof typeof DAY_STYLES = "short"): string {
  const date = new Date(`${day}T00:00:00Z`);
  const year = style === "medium" && String(date.getUTCFullYear()) !== yearOf(new Date()) ? ANOTHER_YEAR : {};
  return new Intl.DateTimeFormat(locale, { ...DAY_STYLES[style], ...year, timeZone: "UTC" }).format(date);
}

/** The year that it is in the café. */
const yearOf = (date: Date) => new Intl.DateTimeFormat("en-US", { year: "numeric", timeZone: timezone() }).format(date);

const ANOTHER_YEAR = { year: "numeric" } as const;

const DAY_STYLES = {
  short: { day: "numeric", month: "short" },
  medium: { weekday: "short", day: "numeric", month: "short" },
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

/** In short; a moment of another year has its year. */
export function formatMoment(moment: string | number, now = new Date()): string {
  const date = new Date(moment);
  const year = yearOf(date) === yearOf(now) ? {} : ANOTHER_YEAR;
  return new Intl.DateTimeFormat(locale, {
    day: "numeric",
    month: "short",
    ...year,
    hour: "numeric",
    minute: "2-digit",
    timeZone: timezone(),
  }).format(date);
}

export const formatMomentFull = (moment: string | number) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long", timeZone: timezone() }).format(
    new Date(moment),
  );

export const formatDate = (moment: string | number) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: timezone() }).format(new Date(moment));

/** How long ago a moment of the last week was, such as "now" or "3 hours ago"; an earlier one by its date. */
export function formatAgo(moment: string | number, now = Date.now()): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const minutes = Math.floor((now - new Date(moment).getTime()) / 60_000);
  if (minutes < 1) return format.format(0, "second");
  if (minutes < 60) return format.format(-minutes, "minute");
  if (minutes < 24 * 60) return format.format(-Math.floor(minutes / 60), "hour");
  if (minutes < 7 * 24 * 60) return format.format(-Math.floor(minutes / (24 * 60)), "day");
  return formatDate(moment);
}

export const formatTime = (moment: number) =>
  new Intl.DateTimeFormat(locale, { timeStyle: "short", timeZone: timezone() }).format(new Date(moment));

/** Such as 850 kB or 1.2 MB. */
export const formatBytes = (bytes: number) =>
  new Intl.NumberFormat(locale, {
    style: "unit",
    unit: bytes < 1_000_000 ? "kilobyte" : "megabyte",
    maximumFractionDigits: bytes < 1_000_000 ? 0 : 1,
  }).format(bytes < 1_000_000 ? bytes / 1_000 : bytes / 1_000_000);
