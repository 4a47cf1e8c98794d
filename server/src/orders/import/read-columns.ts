import { parse } from "csv-parse/sync";
import { ApiError } from "../../errors.ts";
import type { Delimiter } from "./parse-total.ts";

/** How a file may name each column. */
const NAMES = {
  item: ["item"],
  category: ["category"],
  quantity: ["quantity"],
  total: ["total"],
  totalCents: ["totalcents"],
  currency: ["currency"],
  status: ["status"],
  placedAt: ["placedat", "placed_at"],
} as const;
export type Column = keyof typeof NAMES;

export type Columns = {
  delimiter: Delimiter;
  /** Where each column stands. */
  places: Partial<Record<Column, number>>;
  count: number;
  ignored: string[];
};

/** Enough to hold the header, however long its names are. */
const HEADER_MAX_BYTES = 16 * 1024;

/**
 * Finds the delimiter by which the header has most of an order's columns, and where those are.
 * @throws ApiError VALIDATION_ERROR for a column that is missing or appears twice
 */
export function readColumns(file: Buffer): Columns {
  const start = file.subarray(0, HEADER_MAX_BYTES).toString();
  const readings = ([",", ";", "\t"] as const).map((delimiter) => toColumns(readHeader(start, delimiter), delimiter));
  const [best] = readings.sort((a, b) => Object.keys(b.places).length - Object.keys(a.places).length);
  if (!best) throw new Error("there is always a reading");

  const { places, doubled } = best;
  if (doubled) throw badFile(`The file has two columns for ${doubled}.`);
  if (places.total !== undefined && places.totalCents !== undefined) {
    throw badFile("The file has both total and totalCents. Keep one of them.");
  }
  for (const column of ["item", "category", "quantity"] as const) {
    if (places[column] === undefined) throw badFile(`The first line has no ${column} column.`);
  }
  if (places.total === undefined && places.totalCents === undefined) {
    throw badFile("The first line has no total column.");
  }
  return best;
}

/** The whole file can't be read. */
export function badFile(message: string, line = 1): ApiError {
  return new ApiError("VALIDATION_ERROR", message, { details: [{ in: "body", path: "", line, message }] });
}

function readHeader(start: string, delimiter: Delimiter): string[] {
  try {
    const options = { bom: true, delimiter, to: 1, relax_quotes: true, relax_column_count: true };
    return parse(start, options)[0] ?? [];
  } catch {
    return [];
  }
}

function toColumns(header: string[], delimiter: Delimiter): Columns & { doubled: Column | undefined } {
  const places: Columns["places"] = {};
  const ignored: string[] = [];
  let doubled: Column | undefined;
  for (const [index, given] of header.entries()) {
    const name = given.trim().toLowerCase();
    const column = (Object.keys(NAMES) as Column[]).find((each) => NAMES[each].some((known) => known === name));
    if (!column) ignored.push(given.trim());
    else if (places[column] === undefined) places[column] = index;
    else doubled = column;
  }
  return { delimiter, places, count: header.length, ignored, doubled };
}
