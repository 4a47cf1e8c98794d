/**
 * Says of what was typed what a schema says of what is sent: that a field is required where it's empty, and elsewhere
 * what the field has its own advice for.
 */
export const explainTyped =
  (required: string, advice: Record<string, string>) =>
  (field: string, typed: string | undefined, message: string): string =>
    typed?.trim() ? (advice[field] ?? message) : required;
