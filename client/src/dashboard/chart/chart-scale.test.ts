import { expect, test } from "vitest";
import { chooseTicks } from "./chart-scale.ts";

test.each([
  [0, 100, [0, 100, 200, 300]],
  [150, 100, [0, 100, 200, 300]],
  [17_900, 100, [0, 5_000, 10_000, 15_000, 20_000]],
  [20_000, 100, [0, 5_000, 10_000, 15_000, 20_000]],
  [0, 1, [0, 1, 2, 3]],
  [7, 1, [0, 2, 4, 6, 8]],
  [1_234_567, 1, [0, 500_000, 1_000_000, 1_500_000]],
])("an axis up to %d in units of %d has round ticks", (highest, unit, ticks) => {
  expect(chooseTicks(highest, unit)).toEqual(ticks);
});
