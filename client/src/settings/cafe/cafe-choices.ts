import { CURRENCIES } from "@cafe-app-ai/shared/money";
import { NO_TIMEZONE } from "../../lib/cafe/cafe-settings.ts";
import { readerTimezone } from "../../lib/format.ts";
import { locale } from "../../lib/language/language.ts";
import { messages } from "./messages.ts";

type Choice = { value: string; label: string };

/** Every currency by its name in the reader's language, and by its code. */
export function currencyChoices(current: string): Choice[] {
  const names = new Intl.DisplayNames(locale ?? [], { type: "currency" });
  return withCurrent(CURRENCIES, current)
    .map((code) => ({ value: code, label: `${names.of(code) ?? code} (${code})` }))
    .sort(byLabel);
}

/** Every time zone, written as one would look for it: `America/New York`. Etc/UTC stands for UTC by choice. */
export function timezoneChoices(current: string): Choice[] {
  const zones = Intl.supportedValuesOf("timeZone").filter((zone) => zone !== NO_TIMEZONE);
  const named = withCurrent([...zones, "Etc/UTC"], current === NO_TIMEZONE ? "Etc/UTC" : current)
    .map((zone) => ({ value: zone, label: zone === "Etc/UTC" ? "UTC" : readable(zone) }))
    .sort(byLabel);
  return [{ value: NO_TIMEZONE, label: messages.ownTimezone(readable(readerTimezone())) }, ...named];
}

const readable = (zone: string) => zone.replaceAll("_", " ");

/** What is stored may be another name for a zone than this browser's. */
const withCurrent = (known: readonly string[], current: string) => [...new Set([...known, current])];

const byLabel = (one: Choice, other: Choice) => one.label.localeCompare(other.label, locale);
