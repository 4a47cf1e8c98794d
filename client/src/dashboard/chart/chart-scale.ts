const TICKS = 4;

/**
 * The ticks of an axis that begins at zero: round, whole multiples of `unit`, the last at or above `highest`. Where there
 * is next to nothing to show the axis still spans a few units.
 */
export function chooseTicks(highest: number, unit: number): number[] {
  const rough = Math.max(highest / unit / TICKS, 1);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough) ?? rough;
  const count = Math.max(Math.ceil(highest / unit / step), TICKS - 1);
  return Array.from({ length: count + 1 }, (_, index) => index * step * unit);
}
