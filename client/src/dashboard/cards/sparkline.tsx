import classes from "./sparkline.module.css";

const WIDTH = 100;
const HEIGHT = 28;

/** How a figure went, day by day, without its numbers: the chart and its table tell those. Today, the last, is not over. */
export function Sparkline({ values }: { values: number[] }) {
  const highest = Math.max(...values, 1);
  const step = WIDTH / Math.max(values.length - 1, 1);
  const points = values.map(
    (value, index) => `${round(index * step)},${round(HEIGHT - 1 - (value / highest) * (HEIGHT - 2))}`,
  );
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" className={classes.line} aria-hidden>
      <polyline points={points.slice(0, -1).join(" ")} vectorEffect="non-scaling-stroke" />
      <polyline points={points.slice(-2).join(" ")} vectorEffect="non-scaling-stroke" className={classes.today} />
    </svg>
  );
}

const round = (place: number) => Math.round(place * 100) / 100;
