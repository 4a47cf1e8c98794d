import type { NewOrder, Order, OrderChanges } from "@cafe-app-ai/shared/orders";
import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { ApiError, api } from "../../lib/api/api.ts";
import { useAction } from "../../lib/api/use-action.ts";
import { CHANGES, ORDERS, renewOrders } from "../../lib/cafe/orders.ts";
import { own } from "../../lib/cafe/own-orders.ts";

/** An order with the version that a change must name. */
export const orderQuery = (id: string) =>
  queryOptions({
    queryKey: [ORDERS, "one", id],
    queryFn: ({ signal }) => api.getVersioned<Order>(`/api/orders/${encodeURIComponent(id)}`, signal),
    // A form must not change under somebody's hands, and each opening begins with what is stored.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

/** Whether there is no such order. An id that can't be one is refused. */
export const isNoOrder = (error: Error | null) =>
  error instanceof ApiError && (error.code === "NOT_FOUND" || error.code === "VALIDATION_ERROR");

/** Adds an order: however often the same one is sent, it is added once. */
export function useCreateOrder() {
  const client = useQueryClient();
  const attempt = useRef({ body: "", key: "" });
  return useAction({
    mutationKey: CHANGES,
    mutationFn: (order: NewOrder) => {
      const body = JSON.stringify(order);
      if (attempt.current.body !== body) attempt.current = { body, key: crypto.randomUUID() };
      return api.post<Order>("/api/orders", order, { headers: { "Idempotency-Key": attempt.current.key } });
    },
    onSuccess: ({ id }) => {
      own.add([id]);
      attempt.current = { body: "", key: "" };
      void renewOrders(client);
    },
  });
}

export type OrderEdit = { id: string; etag: string; changes: OrderChanges };

/** Changes an order if it still is the version that `etag` names; else it fails with PRECONDITION_FAILED. */
export function useEditOrder() {
  const client = useQueryClient();
  return useAction({
    mutationKey: CHANGES,
    mutationFn: ({ id, etag, changes }: OrderEdit) =>
      api.patch<Order>(`/api/orders/${encodeURIComponent(id)}`, changes, { headers: { "If-Match": etag } }),
    onSuccess: ({ id }) => {
      own.add([id]);
      void renewOrders(client);
    },
  });
}
