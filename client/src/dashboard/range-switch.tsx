import { DEFAULT_RANGE, RANGE_DAYS, RANGES, type Range } from "@cafe-app-ai/shared/dashboard";
import { SegmentedControl } from "@mantine/core";
import { messages } from "./messages.ts";
import { useRemembered } from "./use-remembered.ts";

/** The range that the URL names, or the one that was chosen last in this browser. */
export const useRange = () => useRemembered<Range>("range", RANGES, DEFAULT_RANGE);

export function RangeSwitch() {
  const [range, setRange] = useRange();
  return (
    <SegmentedControl
      aria-label={messages.range}
      size="sm"
      value={range}
      onChange={setRange}
      data={RANGES.map((value) => ({ value, label: messages.days(RANGE_DAYS[value]) }))}
    />
  );
}
