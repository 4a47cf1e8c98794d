import * as Type from "@sinclair/typebox";
import { FormatRegistry, Kind, type Static, type TSchema, TypeRegistry } from "@sinclair/typebox";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

FormatRegistry.Set("uuid", (value) => UUID.test(value));
// each looks at the length or the first characters before anything whose time grows with the text
FormatRegistry.Set("date", (value) => /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)));
FormatRegistry.Set("date-time", (value) => ISO_TIME.test(value) && !Number.isNaN(Date.parse(value)));
// the parser drops line breaks and encodes other control characters; what is stored is the text itself
FormatRegistry.Set("uri", (value) => isStorableText(value) && !/\s/.test(value) && URL.canParse(value));
FormatRegistry.Set("timezone", isTimezone);
FormatRegistry.Set("text", isStorableText);

TypeRegistry.Set<{ enum: readonly string[] }>(
  "StringEnum",
  (schema, value) => typeof value === "string" && schema.enum.includes(value),
);

/** One of a few strings: `enum` in the OpenAPI document, which tools read better than a union of constants. */
export function StringEnum<const T extends readonly string[]>(
  values: T,
  options: { description?: string; default?: T[number] } = {},
) {
  return Type.Unsafe<T[number]>({ ...options, [Kind]: "StringEnum", type: "string", enum: values });
}

/** The schema or null. For answers: it keeps one `type`, which serialises faster than a union. */
export function Nullable<T extends TSchema>(schema: T) {
  return Type.Unsafe<Static<T> | null>({ ...schema, type: [schema.type, "null"] });
}

/** What a request may leave out, or take away with null. A union's own error says nothing, so it's given. */
export const OrNull = <T extends TSchema>(schema: T, errorMessage: string = schema.errorMessage) =>
  Type.Optional(Type.Union([schema, Type.Null()], { description: "Null removes it", errorMessage }));

/** Only the named properties are allowed: an unknown one is refused, never dropped silently. */
export const closed = { additionalProperties: false } as const;

/** Accepted, to be done later. The answer doesn't reveal whether anything was found. */
export const AcceptedSchema = Type.Object({ accepted: Type.Literal(true) });

export const IdSchema = Type.String({
  format: "uuid",
  errorMessage: "Must be a UUID",
  examples: ["7c9e6679-7425-40de-944b-e07fc1f90ae7"],
});

export const TimeSchema = Type.String({ format: "date-time", description: "ISO 8601, UTC" });

export const MoneySchema = Type.Integer({ description: "Minor units (cents)" });

export const CurrencySchema = Type.String({ pattern: "^[A-Z]{3}$", description: "ISO 4217 code" });

export const TimezoneSchema = Type.String({
  format: "timezone",
  maxLength: 64,
  description: "IANA time zone, such as Europe/Berlin",
  errorMessage: "Must be an IANA time zone, such as Europe/Berlin",
  examples: ["Europe/Berlin"],
});

/** Abbreviations such as PST that Intl accepts; no IANA zones, and Temporal refuses them. */
const ABBREVIATION = /^(AC|AE|AG|AR|AS|BE|BS|CA|CN|CS|CT|EA|EC|IE|IS|JS|MI|NE|NS|PL|PN|PR|PS|SS|VS)T$/i;

/** Names only: an offset such as +02:00 is no IANA zone, though Intl accepts it. */
function isTimezone(value: string): boolean {
  if (!/^[A-Za-z][\w/+-]{0,63}$/.test(value) || ABBREVIATION.test(value)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: value });
    return true;
  } catch {
    return false;
  }
}

/** PostgreSQL refuses NUL, and a lone surrogate has no UTF-8 form; other control characters forge log lines. */
export function isStorableText(value: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
  return value.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(value);
}

/** This machine's time zone; UTC where it can't tell, and says nothing or a name that no other program knows. */
export function localTimezone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return !timeZone || timeZone === "Etc/Unknown" ? "UTC" : timeZone;
}
