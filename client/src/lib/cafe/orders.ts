import type { SampleOrdersAdded } from "@cafe-app-ai/shared/orders";
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/api.ts";
import { useAction } from "../api/use-action.ts";
import { timezone } from "../format.ts";
import { own } from "./own-orders.ts";

/** How the keys begin of queries that show orders, and figures made of them. */
export const ORDERS = "orders";
export const DASHBOARD = "dashboard";

/** What changes orders, by one name: its events are this page's own. */
export const CHANGES = [ORDERS, "change"] as const;

/** Whatever shows orders is asked for anew. */
export const renewOrders = (client: QueryClient) =>
  Promise.all([ORDERS, DASHBOARD].map((key) => client.invalidateQueries({ queryKey: [key] })));

export const renewDashboard = (client: QueryClient) => client.invalidateQueries({ queryKey: [DASHBOARD] });

export function useAddSampleOrders() {
  const client = useQueryClient();
  return useAction({
    mutationKey: CHANGES,
    mutationFn: () => api.post<SampleOrdersAdded>("/api/orders/sample", { timezone: timezone() }),
    onSuccess: () => {
      own.addMany();
      return renewOrders(client);
    },
  });
}
