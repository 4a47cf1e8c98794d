/** A whole number that was typed; what is none stays text, so that the schema refuses it. */
export const toWholeNumber = (text: string): number | string =>
  /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : text.trim();
