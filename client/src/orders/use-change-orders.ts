import { BULK_MAX, type BulkOrders, type OrderList } from "@cafe-app-ai/shared/orders";
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { showDone, showProblem, showProgress } from "../components/toast/toast.ts";
import { showUndo } from "../components/toast/undo-toast.tsx";
import { useAction } from "../lib/api/use-action.ts";
import { CHANGES, renewOrders } from "../lib/cafe/orders.ts";
import { own } from "../lib/cafe/own-orders.ts";
import { changeMany } from "./change-many.ts";
import { ordersMessages } from "./messages.ts";
import { ORDER_LISTS } from "./queries.ts";

type Lists = [QueryKey, OrderList | undefined][];

/** Changes many orders, on screen at once; what the API refuses is put back and said. A deletion can be taken back. */
export function useChangeOrders() {
  const client = useQueryClient();
  const { mutate, isPending } = useAction({
    mutationKey: CHANGES,
    mutationFn: async (change: BulkOrders) => {
      const all = change.ids.length;
      if (all <= BULK_MAX) return changeMany(change, () => {});
      const progress = showProgress(ordersMessages.changing(0, all));
      return changeMany(change, (done) => progress.tell(ordersMessages.changing(done, all))).finally(progress.end);
    },
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
    onSuccess: ({ done, missing, failed }, change, before) => {
      own.add(done);
      if (done.length > 0) {
        const text = ordersMessages.changed(change, done.length);
        if (change.deleted) showUndo(text, ordersMessages.undo, () => mutate({ ids: done, deleted: false }));
        else showDone(text);
      }
      if (missing.length > 0) {
        const { named, others } = nameOrders(missing, before);
        showProblem(ordersMessages.missingTitle(missing.length), new Error(ordersMessages.missing(named, others)));
      }
      if (failed) {
        for (const [key, list] of before ?? []) {
          client.setQueryData(key, list && applied(list, { ...change, ids: [...done, ...missing] }));
        }
        const { named, others } = nameOrders(failed.ids, before);
        showProblem(
          ordersMessages.missingTitle(failed.ids.length),
          failed.error,
          ordersMessages.notReached(named, others),
        );
      }
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

/** Orders by their items, as they were on screen, each item once; `others` are those without a name. */
function nameOrders(ids: string[], lists: Lists | undefined): { named: string[]; others: number } {
  const rows = (lists ?? []).flatMap(([, list]) => list?.rows ?? []);
  const items = new Map(rows.map(({ id, item }) => [id, item]));
  const known = ids.flatMap((id) => items.get(id) ?? []);
  return { named: [...new Set(known)], others: ids.length - known.length };
}
