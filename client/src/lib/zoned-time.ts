import { timezone } from "./format.ts";

/** A moment on a wall clock of the zone, as `<input type="datetime-local">` has it: 2026-11-24T09:30. */
export function toLocalTime(moment: string | number, zone = timezone()): string {
  const at = new Date(moment).getTime();
  return new Date(at + offsetAt(at, zone)).toISOString().slice(0, 16);
}

/**
 * The moment at which a wall clock shows a time; the first one where it shows it twice, and where the clock skips it, as
 * long after the jump as it lies in it. Undefined for what is no time.
 */
export function toInstant(localTime: string, zone = timezone()): string | undefined {
  const wall = Date.parse(`${localTime}Z`);
  if (Number.isNaN(wall)) return undefined;
  const before = wall - offsetAt(wall - DAY_MS, zone);
  const after = wall - offsetAt(wall + DAY_MS, zone);
  const shown = [before, after].find((at) => at + offsetAt(at, zone) === wall);
  return new Date(shown ?? before).toISOString();
}

/** When a day, such as 2026-11-24, begins in the zone. */
export const startOfDay = (day: string, zone = timezone()) => toInstant(`${day}T00:00`, zone);

export const dayAfter = (day: string) => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);

const DAY_MS = 86_400_000;

function offsetAt(at: number, zone: string): number {
  // Swedish writes a date as ISO does.
  const shown = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(
    at,
  );
  return Date.parse(`${shown.replace(" ", "T")}Z`) - Math.floor(at / 1_000) * 1_000;
}
