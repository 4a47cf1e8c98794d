import type { ErrorDetail } from "@cafe-app-ai/shared/envelope";
import { guardFormula } from "@cafe-app-ai/shared/orders";

/** The list of bad cells as CSV. What a spreadsheet would run as a formula gets an apostrophe, as in an export. */
export const writeBadRows = (details: ErrorDetail[]): string =>
  [
    ["line", "column", "value", "message"],
    ...details.map(({ line, path, value = "", message }) => [String(line), path.slice(1), value, message]),
  ]
    .map((cells) => `${cells.map(quote).join(",")}\r\n`)
    .join("");

function quote(cell: string): string {
  const safe = guardFormula(cell);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
