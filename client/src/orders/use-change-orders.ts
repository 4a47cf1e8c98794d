import {
  BULK_MAX,
  type BulkOrders,
  type BulkResult,
  type OrderList,
  type OrderListQuery,
} from "@cafe-app-ai/shared/orders";
import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { showDone, showProblem } from "../components/toast/toast.ts";
import { showUndo } from "../components/toast/undo-toast.tsx";
import { api } from "../lib/api/api.ts";
import { useAction } from "../lib/api/use-action.ts";
import { CHANGES, renewOrders } from "../lib/cafe/orders.ts";
import { own } from "../lib/cafe/own-orders.ts";
import { ordersMessages } from "./messages.ts";
import { ORDER_LISTS, ordersQuery } from "./queries.ts";

type Lists = [QueryKey, OrderList | undefined][];

/** Changes many orders, on screen at once; what the API refuses is put back and said. A deletion can be taken back. */
export function useChangeOrders() {
  const client = useQueryClient();
  const { mutate, isPending } = useAction({
    mutationKey: CHANGES,
    mutationFn: (change: BulkOrders) =>
      api.post<BulkResult>("/api/orders/bulk", change, { headers: { "Idempotency-Key": crypto.randomUUID() } }),
    onMutate: async (change): Promise<Lists> => {
      await client.cancelQueries({ queryKey: ORDER_LISTS });
      const before = client.getQueriesData<OrderList>({ queryKey: ORDER_LISTS });
      client.setQueriesData<OrderList>({ queryKey: ORDER_LISTS }, (list) => list && applied(list, change));
      return before;
    },
    onError: (error, change, before) => {
      for (const [key, list] of before ?? []) client.setQueryData(key, list);
      showProblem(ordersMessages.notChanged(change), error);
    },
    onSuccess: ({ changed, missing }, change, before) => {
      const gone = new Set(missing);
      own.add(change.ids.filter((id) => !gone.has(id)));
      const done = ordersMessages.changed(change, changed);
      if (change.deleted && changed > 0) {
        showUndo(done, ordersMessages.undo, () =>
          mutate({ ids: change.ids.filter((id) => !gone.has(id)), deleted: false }),
        );
      } else if (changed > 0) showDone(done);
      if (missing.length > 0)
        showProblem(ordersMessages.missingTitle(missing.length), new Error(describe(missing, before)));
    },
    onSettled: () => renewOrders(client),
  });
  return { change: mutate, isPending };
}

/** The list as it will be. What a changed status takes out of a view goes with the next answer. */
function applied(list: OrderList, { ids, status, deleted }: BulkOrders): OrderList {
  const named = new Set(ids);
  if (deleted) return { ...list, rows: list.rows.filter(({ id }) => !named.has(id)) };
  if (!status) return list;
  return { ...list, rows: list.rows.map((row) => (named.has(row.id) ? { ...row, status } : row)) };
}

/** The missing ones by their items, as they were on screen. */
function describe(missing: string[], lists: Lists): string {
  const rows = lists.flatMap(([, list]) => list?.rows ?? []);
  const items = new Map(rows.map(({ id, item }) => [id, item]));
  const named = missing.flatMap((id) => items.get(id) ?? []);
  return ordersMessages.missing(named, missing.length - named.length);
}

/** The ids of the orders that match, in their order: as many as can be changed at once. */
export async function findMatching(client: QueryClient, query: OrderListQuery): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.fetchQuery({ ...ordersQuery({ ...query, cursor, limit: 100 }), staleTime: 0 });
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor && ids.length < BULK_MAX);
  return ids.slice(0, BULK_MAX);
}
