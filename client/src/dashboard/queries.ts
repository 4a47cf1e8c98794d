import type { Dashboard, Range } from "@cafe-app-ai/shared/dashboard";
import type { SampleOrdersAdded } from "@cafe-app-ai/shared/orders";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../lib/api.ts";
import { timezone } from "../lib/format.ts";
import { useAction } from "../lib/use-action.ts";

const DASHBOARD = "dashboard";

const dashboardQuery = (range: Range) =>
  queryOptions({
    queryKey: [DASHBOARD, range, timezone()],
    queryFn: ({ signal }) =>
      api.get<Dashboard>(`/api/dashboard/data?${new URLSearchParams({ range, timezone: timezone() })}`, signal),
  });

/** The range's data; until it is there, the data that was on screen before, even through an error. */
export function useDashboard(range: Range) {
  const query = useQuery(dashboardQuery(range));
  const [shown, setShown] = useState<{ data: Dashboard; updatedAt: number }>();
  if (query.data && (query.data !== shown?.data || query.dataUpdatedAt !== shown.updatedAt)) {
    setShown({ data: query.data, updatedAt: query.dataUpdatedAt });
  }
  // While TanStack tries again it forgets why it must; what is on screen must not flicker meanwhile.
  const [lastError, setLastError] = useState<Error | null>(null);
  const error = query.error ?? (query.isSuccess ? null : lastError);
  if (error !== lastError) setLastError(error);

  return { shown, error, switching: !query.data && !error, refetch: query.refetch, isFetching: query.isFetching };
}

export function useAddSampleOrders() {
  const client = useQueryClient();
  return useAction({
    mutationFn: () => api.post<SampleOrdersAdded>("/api/orders/sample", { timezone: timezone() }),
    onSuccess: () => client.invalidateQueries({ queryKey: [DASHBOARD] }),
  });
}
