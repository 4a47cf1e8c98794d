import { locale } from "./language/language.ts";

/** How long to wait, in the reader's own locale, such as 45 sec or 15 min: never less than it is. */
export const formatWait = (seconds: number) =>
  seconds < 60 ? formatUnit(seconds, "second") : formatUnit(Math.ceil(seconds / 60), "minute");

const formatUnit = (count: number, unit: "second" | "minute") =>
  new Intl.NumberFormat(locale, { style: "unit", unit }).format(count);
