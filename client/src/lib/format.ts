/** Everything here is in the reader's own locale and time zone. */
const locale = undefined;

export const timezone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function formatMoney(cents: number, currency: string): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  return format.format(cents / minorUnits(format));
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
  return format.format(cents / minorUnits(new Intl.NumberFormat(locale, { style: "currency", currency })));
}

export const formatCount = (count: number) => new Intl.NumberFormat(locale).format(count);

/** A ratio as a percentage: 0.25 is 25%. */
export const formatPercentage = (ratio: number) =>
  new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 1 }).format(ratio);

/** A calendar day, such as 2026-11-23: it has no time zone, so none must shift it. */
export function formatDay(day: string, style: keyof typeof DAY_STYLES = "short"): string {
  const format = new Intl.DateTimeFormat(locale, { ...DAY_STYLES[style], timeZone: "UTC" });
  return format.format(new Date(`${day}T00:00:00Z`));
}

const DAY_STYLES = {
  short: { day: "numeric", month: "short" },
  medium: { weekday: "short", day: "numeric", month: "short" },
  full: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

export const formatMoment = (moment: string | number) =>
  new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" }).format(
    new Date(moment),
  );

export const formatMomentFull = (moment: string | number) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "long" }).format(new Date(moment));

export const formatDate = (moment: string | number) =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(moment));

/** How long ago a moment of the last week was, such as "3 hours ago"; an earlier one by its date. */
export function formatAgo(moment: string, now = Date.now()): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const minutes = Math.floor((now - Date.parse(moment)) / 60_000);
  if (minutes < 60) return format.format(-minutes, "minute");
  if (minutes < 24 * 60) return format.format(-Math.floor(minutes / 60), "hour");
  if (minutes < 7 * 24 * 60) return format.format(-Math.floor(minutes / (24 * 60)), "day");
  return formatDate(moment);
}

export const formatTime = (moment: number) =>
  new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(new Date(moment));

/** Cents to a euro, but one yen to a yen. */
const minorUnits = (format: Intl.NumberFormat) => 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2);

/** How long to wait, such as 45 sec or 15 min: never less than it is. */
export const formatWait = (seconds: number) =>
  seconds < 60 ? formatUnit(seconds, "second") : formatUnit(Math.ceil(seconds / 60), "minute");

const formatUnit = (count: number, unit: "second" | "minute") =>
  new Intl.NumberFormat(locale, { style: "unit", unit }).format(count);
