import { nearestMidnight } from "./buckets.ts";

const WEEK_MS = 7 * 86_400_000;
/** Where the weeks of `order_parts` are counted from. */
const WEEKS_START = Date.UTC(2000, 0, 1);

/** Figures of one grain, to be added (1) or taken away (-1). */
export type Span = { grain: "item-week" | "item-day" | "item-quarter"; from: Date; to: Date; sign: 1 | -1 };

/**
 * The fewest figures that make a range: the whole weeks in it, the UTC days before and after them, and the quarters of an
 * hour between its ends and the midnights (UTC) nearest to them.
 */
export function toSpans(start: Date, end: Date): Span[] {
  const [first, last] = [nearestMidnight(start), nearestMidnight(end)];
  const [firstWeek, lastWeek] = [toWeek(first, Math.ceil), toWeek(last, Math.floor)];
  const weeks = firstWeek < lastWeek ? { from: firstWeek, to: lastWeek } : { from: last, to: last };
  const spans: Span[] = [
    { grain: "item-day", from: first, to: weeks.from, sign: 1 },
    { grain: "item-week", ...weeks, sign: 1 },
    { grain: "item-day", from: weeks.to, to: last, sign: 1 },
    { grain: "item-quarter", from: start, to: first, sign: 1 },
    { grain: "item-quarter", from: first, to: start, sign: -1 },
    { grain: "item-quarter", from: last, to: end, sign: 1 },
    { grain: "item-quarter", from: end, to: last, sign: -1 },
  ];
  return spans.filter(({ from, to }) => from < to);
}

const toWeek = (time: Date, round: (weeks: number) => number) =>
  new Date(WEEKS_START + round((time.getTime() - WEEKS_START) / WEEK_MS) * WEEK_MS);
