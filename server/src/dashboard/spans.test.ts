import { expect, it } from "vitest";
import { toSpans } from "./spans.ts";

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;

// on each day of a week, in the west and in the east of UTC, with the odd offsets of Kathmandu and Chatham
it.each([0, 1, 2, 3, 4, 5, 6].flatMap((day) => [-10, -5, 0, 5.75, 12.75, 14].map((offset) => [day, offset] as const)))(
  "makes up each quarter of a range once, and none outside it (day %i, %d hours from UTC)",
  (day, offsetHours) => {
    for (const days of [1, 7, 30, 90]) {
      const end = new Date(Date.UTC(2026, 10, 20 + day) - offsetHours * 3_600_000);
      const start = new Date(end.getTime() - days * DAY_MS);
      const spans = toSpans(start, end);
      for (let at = start.getTime() - 8 * DAY_MS; at < end.getTime() + 8 * DAY_MS; at += QUARTER_MS) {
        const counted = spans.reduce((sum, { from, to, sign }) => sum + (+from <= at && at < +to ? sign : 0), 0);
        if (counted !== (+start <= at && at < +end ? 1 : 0))
          expect({ days, at: new Date(at), counted }).toBeUndefined();
      }
    }
  },
);

it("takes whole weeks where a range has them", () => {
  const spans = toSpans(new Date("2026-08-29T00:00Z"), new Date("2026-11-27T00:00Z"));
  expect(spans.map(({ grain, from, to }) => [grain, (+to - +from) / DAY_MS])).toEqual([
    ["item-week", 84],
    ["item-day", 6],
  ]);
});
