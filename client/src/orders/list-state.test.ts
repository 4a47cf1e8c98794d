import { expect, test } from "vitest";
import { setCafeTimezone } from "../lib/format.ts";
import { readListState, toFilters, writeListState } from "./list-state.ts";

const read = (search: string) => readListState(new URLSearchParams(search));

test("what a URL says is read and written back", () => {
  const search =
    "?view=pending&sort=totalCents&order=asc&category=Coffee&item=Iced+latte&q=latte&from=2026-11-01&to=2026-11-05&cursor=abc.def&page=3";
  expect(writeListState(read(search))).toBe(search);
});

test("what goes without saying is not written", () => {
  expect(writeListState(read("?view=all&sort=placedAt&order=desc&page=1"))).toBe("");
});

test.each([
  "view=mine",
  "sort=item",
  "order=up",
  "status=lost",
  "from=2026-13-01",
  "to=tomorrow",
  "q=%20%20",
  "page=7",
])("%s is left out", (search) => {
  expect(writeListState(read(search))).toBe("");
});

test("a day is the reader's own where the café has no time zone, and the last one is included", () => {
  const { from, to } = toFilters(read("from=2026-11-24&to=2026-11-24"));
  expect(from).toBe(new Date(2026, 10, 24).toISOString());
  expect(to).toBe(new Date(2026, 10, 25).toISOString());
});

test("a view has the last word over its own filter", () => {
  expect(toFilters(read("view=pending&status=completed")).status).toBe("pending");
  const now = new Date(2026, 10, 24, 15).getTime();
  expect(toFilters(read("view=today&from=2026-01-01"), now).from).toBe(new Date(2026, 10, 24).toISOString());
});

test("today is the café's, where it has a time zone", () => {
  setCafeTimezone("Pacific/Kiritimati");
  try {
    const { from, to } = toFilters(read("view=today"), Date.parse("2026-11-24T12:00:00Z"));
    expect([from, to]).toEqual(["2026-11-24T10:00:00.000Z", "2026-11-25T10:00:00.000Z"]);
  } finally {
    setCafeTimezone(undefined);
  }
});
