import type { Categories, OrderList, OrderListQuery } from "@cafe-app-ai/shared/orders";
import { queryOptions } from "@tanstack/react-query";
import { api } from "../lib/api/api.ts";
import { ORDERS } from "../lib/cafe/orders.ts";
import { toSearch } from "./list-state.ts";

export const ORDER_LISTS = [ORDERS, "list"] as const;

export const ordersQuery = (query: OrderListQuery) =>
  queryOptions({
    queryKey: [...ORDER_LISTS, query],
    queryFn: ({ signal }) => api.get<OrderList>(`/api/orders${toSearch(query)}`, signal),
    // Rows must not move by themselves under somebody's pointer.
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** How many orders match, without the orders. */
export const orderCountQuery = (filters: OrderListQuery) =>
  queryOptions({
    queryKey: [ORDERS, "count", filters],
    queryFn: async ({ signal }): Promise<Pick<OrderList, "total" | "totalIsCapped">> => {
      const { total, totalIsCapped } = await api.get<OrderList>(
        `/api/orders${toSearch({ ...filters, limit: 1 })}`,
        signal,
      );
      return { total, totalIsCapped };
    },
  });

export const categoriesQuery = queryOptions({
  queryKey: [ORDERS, "categories"],
  queryFn: ({ signal }) => api.get<Categories>("/api/orders/categories", signal),
});
