import type { Comparison, Dashboard, Range } from "@cafe-app-ai/shared/dashboard";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { api } from "../lib/api/api.ts";
import { useShown } from "../lib/api/use-shown.ts";
import { useCafeSettings } from "../lib/cafe/cafe-settings.ts";
import { DASHBOARD } from "../lib/cafe/orders.ts";
import { timezone } from "../lib/format.ts";

/** The figures, and what they are compared with. */
export type ComparedDashboard = Dashboard & { compare: Comparison };

const dashboardQuery = (range: Range, compare: Comparison) =>
  queryOptions({
    queryKey: [DASHBOARD, range, timezone(), compare],
    queryFn: async ({ signal }): Promise<ComparedDashboard> => {
      const query = new URLSearchParams({ range, timezone: timezone(), compare });
      return { ...(await api.get<Dashboard>(`/api/dashboard/data?${query}`, signal)), compare };
    },
  });

/** The range's data; until it is there, the data that was on screen before, even through an error. */
export function useDashboard(range: Range, compare: Comparison) {
  // Drawn anew when they come: they may name another time zone than was known.
  useCafeSettings();
  return useShown(useQuery(dashboardQuery(range, compare)));
}
