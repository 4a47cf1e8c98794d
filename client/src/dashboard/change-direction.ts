/** What a change, as a ratio, is called: one that is shown as 0% is none. */
export const changeDirection = (change: number) =>
  Math.abs(change) < 0.0005 ? "unchanged" : change > 0 ? "up" : "down";
