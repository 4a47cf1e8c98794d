/** Text as a schema's type. What doesn't fit stays text, and is refused; `Value.Convert` would read 1.5 as 1. */
export function convertText(type: unknown, text: string): string | number | boolean {
  if (type === "integer" && /^-?\d{1,15}$/.test(text)) return Number(text);
  if (type === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}
