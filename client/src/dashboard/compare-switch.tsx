import { COMPARISONS, type Comparison, DEFAULT_COMPARISON, RANGE_DAYS } from "@cafe-app-ai/shared/dashboard";
import { NativeSelect } from "@mantine/core";
import classes from "./dashboard-page.module.css";
import { messages } from "./messages.ts";
import { useRange } from "./range-switch.tsx";
import { useRemembered } from "./use-remembered.ts";

/** What the figures are compared with: in the URL, or chosen last in this browser. */
export const useComparison = () => useRemembered<Comparison>("compare", COMPARISONS, DEFAULT_COMPARISON);

export function CompareSwitch() {
  const [comparison, setComparison] = useComparison();
  const [range] = useRange();
  return (
    <NativeSelect
      aria-label={messages.compareWith}
      size="sm"
      className={classes.compare}
      value={comparison}
      onChange={({ currentTarget: { value } }) => setComparison(value as Comparison)}
      data={COMPARISONS.map((value) => ({ value, label: messages.against(value, RANGE_DAYS[range]) }))}
    />
  );
}
