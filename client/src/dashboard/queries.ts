import type { Dashboard, Range } from "@cafe-app-ai/shared/dashboard";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "../lib/api.ts";
import { useCafeSettings } from "../lib/cafe-settings.ts";
import { timezone } from "../lib/format.ts";
import { DASHBOARD } from "../lib/orders.ts";
import { useShown } from "../lib/use-shown.ts";

const dashboardQuery = (range: Range) =>
  queryOptions({
    queryKey: [DASHBOARD, range, timezone()],
    queryFn: ({ signal }) =>
      api.get<Dashboard>(`/api/dashboard/data?${new URLSearchParams({ range, timezone: timezone() })}`, signal),
  });

/** The range's data; until it is there, the data that was on screen before, even through an error. */
export function useDashboard(range: Range) {
  // Drawn anew when they come: they may name another time zone than was known.
  useCafeSettings();
  return useShown(useQuery(dashboardQuery(range)));
}
