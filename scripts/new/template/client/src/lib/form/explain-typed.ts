/**
 * Turns a schema's message about what is sent into one about what was typed: that an empty field is required, and
 * otherwise the field's own advice, if it has any.
 */
export const explainTyped =
  (required: string, advice: Record<string, string>) =>
  (field: string, typed: string | undefined, message: string): string =>
    typed?.trim() ? (advice[field] ?? message) : required;
