const DAY_MS = 86_400_000;

/**
 * How the figures of UTC days and quarters of an hour make the days of a time zone. Each day takes the UTC days that it
 * has most of, as if it began at the midnight (UTC) nearest to its beginning. The quarters between the two are then
 * moved to where they belong: `gaps`. In UTC there are none; in New York they are the last five hours of each day, in
 * which a café is shut.
 */
export type Buckets = {
  /** Where each day begins, and where the last one ends. */
  starts: Date[];
  /** The midnights (UTC) nearest to those. */
  midnights: Date[];
  gaps: { from: Date; to: Date }[];
};

export function toBuckets(starts: Date[]): Buckets {
  const midnights = starts.map((start) => new Date(Math.round(start.getTime() / DAY_MS) * DAY_MS));
  const gaps = starts.flatMap((start, index) => {
    const [from = start, to = start] = [start, midnights[index] ?? start].sort((a, b) => a.getTime() - b.getTime());
    return from < to ? [{ from, to }] : [];
  });
  return { starts, midnights, gaps };
}
