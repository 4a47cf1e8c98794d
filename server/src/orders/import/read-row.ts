import { isPlacedAt, PLACED_AT_ADVICE } from "@cafe-app-ai/shared/instant";
import { currencyDigits, isCurrency } from "@cafe-app-ai/shared/money";
import {
  type ImportPreview,
  ORDER_STATUSES,
  ORDER_TEXT_MAX_LENGTH,
  type OrderStatus,
  QUANTITY_MAX,
  TOTAL_CENTS_MAX,
} from "@cafe-app-ai/shared/orders";
import { isTrimmedText, trimmedTextAdvice } from "@cafe-app-ai/shared/text";
import { parseTotal } from "./parse-total.ts";
import type { Column, Columns } from "./read-columns.ts";

export type ImportedOrder = ImportPreview["preview"][number];
export type BadCell = { column: Column; value: string; message: string };

/** An integer with no more digits than a double can hold. */
const INTEGER = /^\d{1,15}$/;

/** Reads one line's cells. @returns the order, or what is wrong in each cell */
export function readRow(
  cells: string[],
  { places, delimiter }: Columns,
  defaults: { currency: string; placedAt: string },
): { order: ImportedOrder; bad: BadCell[] } {
  const bad: BadCell[] = [];
  const cell = (column: Column) => (cells[places[column] ?? -1] ?? "").trim();
  const read = <T>(column: Column, value: T | null, message: string): T | null => {
    if (value === null) bad.push({ column, value: cell(column), message: cell(column) === "" ? "Required" : message });
    return value;
  };
  const text = (column: "item" | "category") => {
    // a spreadsheet's cell may have several lines; a name has one
    const line = cell(column)
      .split(/[\r\n]/)
      .map((part) => part.trim())
      .filter(Boolean)
      .join(" ");
    return read(
      column,
      isTrimmedText(line, ORDER_TEXT_MAX_LENGTH) ? line : null,
      trimmedTextAdvice(ORDER_TEXT_MAX_LENGTH),
    );
  };

  const item = text("item");
  const category = text("category");
  const quantity = read(
    "quantity",
    integer(cell("quantity"), 1, QUANTITY_MAX),
    `Must be a whole number from 1 to ${count(QUANTITY_MAX)}`,
  );
  const currencyCell = cell("currency") || defaults.currency;
  const currency = read(
    "currency",
    isCurrency(currencyCell) ? currencyCell : null,
    "Must be an ISO 4217 code, such as EUR",
  );
  const totalCents =
    places.total === undefined
      ? read(
          "totalCents",
          integer(cell("totalCents"), 0, TOTAL_CENTS_MAX),
          `Must be a whole number up to ${count(TOTAL_CENTS_MAX)}`,
        )
      : read(
          "total",
          currency === null ? null : parseTotal(cell("total"), currency, delimiter),
          totalAdvice(currency ?? defaults.currency),
        );
  const statusCell = cell("status") || "completed";
  const status = read(
    "status",
    isStatus(statusCell) ? statusCell : null,
    `Must be one of ${ORDER_STATUSES.join(", ")}`,
  );
  const placedAtCell = cell("placedAt") || defaults.placedAt;
  const placedAt = read(
    "placedAt",
    isPlacedAt(placedAtCell) ? new Date(placedAtCell).toISOString() : null,
    PLACED_AT_ADVICE,
  );

  const order = {
    item: item ?? "",
    category: category ?? "",
    quantity: quantity ?? 1,
    totalCents: totalCents ?? 0,
    currency: currency ?? defaults.currency,
    status: status ?? "completed",
    placedAt: placedAt ?? defaults.placedAt,
  };
  // a total can't be read without its currency, and is not what's wrong then
  return { order, bad: currency === null ? bad.filter(({ column }) => column !== "total") : bad };
}

/** A form that can be read in one way only. */
function totalAdvice(currency: string): string {
  const digits = currencyDigits(currency);
  if (digits === 0) return `Write the amount in ${currency} without decimals, such as 1234`;
  return `Write the amount in ${currency} with ${digits} decimals, such as ${(1234.5).toFixed(digits)}`;
}

const count = (value: number) => value.toLocaleString("en");

const isStatus = (text: string): text is OrderStatus => ORDER_STATUSES.some((status) => status === text);

function integer(text: string, minimum: number, maximum: number): number | null {
  if (!INTEGER.test(text)) return null;
  const value = Number(text);
  return value >= minimum && value <= maximum ? value : null;
}
