/** Converts a whole number that was typed. Anything else stays text, so that the schema refuses it. */
export const toWholeNumber = (text: string): number | string =>
  /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text.trim();
