import type { OrderList } from "@cafe-app-ai/shared/orders";
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../lib/api/api.ts";
import { ORDERS } from "../../lib/cafe/orders.ts";

const SHOWN = 5;

/** The newest orders whose item has these words. */
export const foundOrdersQuery = (q: string) =>
  queryOptions({
    enabled: q !== "",
    queryKey: [ORDERS, "palette", q],
    queryFn: ({ signal }) => api.get<OrderList>(`/api/orders?${new URLSearchParams({ q, limit: `${SHOWN}` })}`, signal),
    placeholderData: keepPreviousData,
  });
