const DAY_MS = 86_400_000;

/**
 * How the figures of UTC days and quarters of an hour make the days of a time zone. Each day takes the UTC days that it
 * has most of, as if it began at the midnight (UTC) nearest to its beginning. The quarters between the two are then
 * moved to where they belong: `gaps`. In UTC there are none; in New York they are the last five hours of each day, in
 * which a café is shut.
 */
export type Buckets = {
  /** The midnights (UTC) nearest to where each day begins, and to where the last one ends. */
  midnights: Date[];
  /** Between the two: the quarters count for one day and not for the other. The first day is 1. */
  gaps: { from: Date; to: Date; into: number; outOf: number }[];
};

export function toBuckets(starts: Date[]): Buckets {
  const midnights = starts.map(nearestMidnight);
  const gaps = starts.flatMap((start, index) => {
    const midnight = midnights[index] ?? start;
    const [before, after] = [index, index + 1];
    if (start < midnight) return [{ from: start, to: midnight, into: after, outOf: before }];
    if (start > midnight) return [{ from: midnight, to: start, into: before, outOf: after }];
    return [];
  });
  return { midnights, gaps };
}

export const nearestMidnight = (time: Date) => new Date(Math.round(time.getTime() / DAY_MS) * DAY_MS);
