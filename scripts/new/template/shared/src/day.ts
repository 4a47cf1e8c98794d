import { FormatRegistry, Type } from "@sinclair/typebox";

FormatRegistry.Set("day", isDay);

/** A day that exists, from 1900 to 9999. */
function isDay(text: string): boolean {
  if (!/^(19|[2-9]\d)\d\d-\d\d-\d\d$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // the 30th of February is read as the 2nd of March
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** A calendar day in a request: it has no time zone. */
export const DaySchema = Type.String({
  format: "day",
  maxLength: 10,
  errorMessage: "Must be a date such as 2026-11-24",
  examples: ["2026-11-24"],
});
