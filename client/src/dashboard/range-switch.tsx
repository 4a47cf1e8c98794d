import { DEFAULT_RANGE, RANGE_DAYS, RANGES, type Range } from "@cafe-app-ai/shared/dashboard";
import { SegmentedControl } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { useSearchParams } from "react-router";
import { messages } from "./messages.ts";

/** The range that the URL names, or the one that was chosen last in this browser. */
export function useRange(): [Range, (range: Range) => void] {
  const [search, setSearch] = useSearchParams();
  const [chosen, setChosen] = useLocalStorage<string>({ key: "dashboard-range", getInitialValueInEffect: false });
  const range = findRange(search.get("range")) ?? findRange(chosen) ?? DEFAULT_RANGE;
  const setRange = (next: Range) => {
    setChosen(next);
    setSearch({ range: next }, { replace: true });
  };
  return [range, setRange];
}

const findRange = (name: string | null | undefined) => RANGES.find((range) => range === name);

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
