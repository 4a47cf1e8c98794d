import { isUtf8 } from "node:buffer";
import { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { ErrorDetail } from "@cafe-app-ai/shared/envelope";
import { IMPORT_MAX_ROWS } from "@cafe-app-ai/shared/orders";
import { CsvError, parse } from "csv-parse";
import { ApiError } from "../../errors.ts";
import { badFile, type Columns, readColumns } from "./read-columns.ts";
import { type ImportedOrder, readRow } from "./read-row.ts";

/** How much is parsed before yielding to other requests: a few milliseconds of work, even if every line is bad. */
const SLICE_BYTES = 16 * 1024;
const SLICE_LINES = 500;
const RECORD_MAX_BYTES = 64 * 1024;
const DETAILS_MAX = 100;
const ROWS_MAX = IMPORT_MAX_ROWS.toLocaleString("en");
/** How many characters of a bad cell are quoted in the answer. */
const VALUE_MAX_LENGTH = 200;

export type ReadImport = { orders: ImportedOrder[]; ignoredColumns: string[] };

/**
 * Reads a CSV file of orders.
 * @throws ApiError VALIDATION_ERROR that names the bad cells, or what is wrong with the file; PAYLOAD_TOO_LARGE for too
 *   many rows
 */
export async function readImport(file: Buffer, currency: string): Promise<ReadImport> {
  if (!isUtf8(file)) throw badFile("This file isn't UTF-8. Save it as “CSV UTF-8” and try again.");
  const columns = readColumns(file);
  const defaults = { currency, placedAt: new Date().toISOString() };
  const orders: ImportedOrder[] = [];
  const details: ErrorDetail[] = [];
  let badRows = 0;
  let blankRows = 0;
  for await (const { line, cells } of readRecords(file, columns)) {
    const isBlank = cells.length === 1 && cells[0] === "";
    if (isBlank) blankRows += 1;
    const problems = isBlank ? [] : readCells(line, cells);
    if (problems.length > 0) badRows += 1;
    if (details.length < DETAILS_MAX) details.push(...problems.slice(0, DETAILS_MAX - details.length));
    if (orders.length + badRows + blankRows > IMPORT_MAX_ROWS) {
      throw new ApiError(
        "PAYLOAD_TOO_LARGE",
        `A file can have at most ${ROWS_MAX} orders. Split it into smaller ones.`,
      );
    }
  }
  if (badRows > 0) {
    const message =
      badRows === 1
        ? "1 row has errors, so nothing was imported."
        : `${badRows} rows have errors, so nothing was imported.`;
    throw new ApiError("VALIDATION_ERROR", message, { details });
  }
  return { orders, ignoredColumns: columns.ignored };

  function readCells(line: number, cells: string[]): ErrorDetail[] {
    if (cells.length !== columns.count) return [wrongCount(line, cells, columns)];
    const { order, bad } = readRow(cells, columns, defaults);
    if (bad.length === 0) orders.push(order);
    return bad.map(({ column, value, message }) => ({
      in: "body",
      line,
      path: `/${column}`,
      value: value.slice(0, VALUE_MAX_LENGTH).toWellFormed(),
      message,
    }));
  }
}

function wrongCount(line: number, cells: string[], { count, delimiter }: Columns): ErrorDetail {
  const value = cells.join(delimiter).slice(0, VALUE_MAX_LENGTH).toWellFormed();
  return {
    in: "body",
    line,
    path: "",
    value,
    message: `Must have ${count} cells like the first line, not ${cells.length}`,
  };
}

/** The records below the header, each with the physical line where it starts. Empty lines don't count; a line of `""` does. */
async function* readRecords(file: Buffer, { delimiter }: Columns): AsyncGenerator<{ line: number; cells: string[] }> {
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    relax_quotes: true,
    // the parser makes an error of each line that is shorter than the first
    skip_empty_lines: true,
    max_record_size: RECORD_MAX_BYTES,
  });
  const source = Readable.from(slices(file)).on("error", (error) => parser.destroy(error));
  let lastLine = 0;
  let emptyLines = 0;
  // the parser counts a CRLF within quotes as two lines
  let countedTwice = 0;
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<Parsed>) {
      let breaks = 0;
      for (const cell of record) {
        if (!/[\r\n]/.test(cell)) continue;
        countedTwice += cell.split("\r\n").length - 1;
        breaks += cell.split(/\r\n|\r|\n/).length - 1;
      }
      lastLine = info.lines - countedTwice;
      emptyLines = info.empty_lines;
      const line = lastLine - breaks;
      if (line > 1) yield { line, cells: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = lastLine + 1 + parser.info.empty_lines - emptyLines;
    throw badFile(
      error.code === "CSV_MAX_RECORD_SIZE"
        ? `Line ${line} is too long. A quote may not be closed.`
        : `A quote in line ${line} is never closed.`,
      line,
    );
  } finally {
    source.destroy();
    parser.destroy();
  }
}

type Parsed = { record: string[]; info: { lines: number; empty_lines: number } };

async function* slices(file: Buffer) {
  for (let start = 0, end = 0; start < file.length; start = end) {
    end = endOfSlice(file, start);
    yield file.subarray(start, end);
    await nextTurn();
  }
}

function endOfSlice(file: Buffer, start: number): number {
  const longest = Math.min(start + SLICE_BYTES, file.length);
  let lines = 0;
  for (let end = start; end < longest; end++) {
    if (file[end] === LINE_FEED || file[end] === CARRIAGE_RETURN) lines += 1;
    if (lines === SLICE_LINES) return end + 1;
  }
  return longest;
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
