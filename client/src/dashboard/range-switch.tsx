import { DEFAULT_RANGE, RANGE_DAYS, RANGES, type Range } from "@cafe-app-ai/shared/dashboard";
import { SegmentedControl } from "@mantine/core";
import { useSearchParams } from "react-router";
import { messages } from "./messages.ts";

/** The range that the address names. */
export function useRange(): [Range, (range: Range) => void] {
  const [search, setSearch] = useSearchParams();
  const named = search.get("range");
  const range = RANGES.find((candidate) => candidate === named) ?? DEFAULT_RANGE;
  const setRange = (next: Range) => setSearch({ range: next }, { replace: true, preventScrollReset: true });
  return [range, setRange];
}

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
