import {
  BULK_MAX,
  type BulkOrders,
  ORDER_STATUSES,
  type OrderList,
  type OrderStatus,
} from "@cafe-app-ai/shared/orders";
import { type QueryClient, type QueryKey, useQueryClient } from "@tanstack/react-query";
import { showDone, showProblem, showProgress } from "../components/toast/toast.ts";
import { showUndo } from "../components/toast/undo-toast.tsx";
import { useAction } from "../lib/api/use-action.ts";
import { CHANGES, renewOrders } from "../lib/cafe/orders.ts";
import { own } from "../lib/cafe/own-orders.ts";
import { changeMany } from "./change-many.ts";
import { ordersMessages } from "./messages.ts";
import { ORDER_LISTS } from "./queries.ts";

type Lists = [QueryKey, OrderList | undefined][];
/** What is sent for one decision: to take a new status back, one for each of the statuses before. */
type Changes = { all: BulkOrders[]; isUndo?: boolean };
type Before = { lists: Lists; statuses: Map<string, OrderStatus> };

/** Changes many orders, on screen at once; what the API refuses is put back and said. It can be taken back. */
export function useChangeOrders() {
  const client = useQueryClient();
  const { mutate, isPending } = useAction({
    mutationKey: CHANGES,
    mutationFn: async ({ all }: Changes) => {
      const count = all.reduce((sum, { ids }) => sum + ids.length, 0);
      if (count <= BULK_MAX) return changeMany(all, () => {});
      const progress = showProgress(ordersMessages.changing(0, count));
      return changeMany(all, (done) => progress.tell(ordersMessages.changing(done, count))).finally(progress.end);
    },
    onMutate: async ({ all }): Promise<Before> => {
      await client.cancelQueries({ queryKey: ORDER_LISTS });
      const before = {
        lists: client.getQueriesData<OrderList>({ queryKey: ORDER_LISTS }),
        statuses: readStatuses(client),
      };
      client.setQueriesData<OrderList>({ queryKey: ORDER_LISTS }, (list) => list && all.reduce(applied, list));
      return before;
    },
    onError: (error, { all: [change] }, before) => {
      for (const [key, list] of before?.lists ?? []) client.setQueryData(key, list);
      showProblem(ordersMessages.notChanged(change ?? {}), error);
    },
    onSuccess: ({ done, missing, failed }, { all, isUndo }, before) => {
      own.add(done);
      const change: Partial<BulkOrders> = all[0] ?? {};
      if (done.length > 0) {
        const text =
          isUndo && change.status
            ? ordersMessages.changedBack(done.length)
            : ordersMessages.changed(change, done.length);
        const undo = isUndo ? [] : findUndo(change, done, before?.statuses);
        if (undo.length > 0) showUndo(text, ordersMessages.undo, () => mutate({ all: undo, isUndo: true }));
        else showDone(text);
      }
      if (missing.length > 0) {
        const { named, others } = nameOrders(missing, before?.lists);
        showProblem(ordersMessages.missingTitle(missing.length), new Error(ordersMessages.missing(named, others)));
      }
      if (failed) {
        const reached = new Set([...done, ...missing]);
        const partly = all.map((each) => ({ ...each, ids: each.ids.filter((id) => reached.has(id)) }));
        for (const [key, list] of before?.lists ?? []) {
          client.setQueryData(key, list && partly.reduce(applied, list));
        }
        const { named, others } = nameOrders(failed.ids, before?.lists);
        showProblem(
          ordersMessages.missingTitle(failed.ids.length),
          failed.error,
          ordersMessages.notReached(named, others),
        );
      }
    },
    onSettled: () => renewOrders(client),
  });
  return { change: (change: BulkOrders) => mutate({ all: [change] }), isPending };
}

/** The statuses of all the orders that were loaded, those of the newest answers. */
function readStatuses(client: QueryClient): Map<string, OrderStatus> {
  const queries = client.getQueryCache().findAll({ queryKey: ORDER_LISTS });
  const oldestFirst = queries.toSorted((a, b) => a.state.dataUpdatedAt - b.state.dataUpdatedAt);
  const lists = oldestFirst.map(({ state }) => state.data as OrderList | undefined);
  return new Map(lists.flatMap((list) => (list?.rows ?? []).map(({ id, status }) => [id, status])));
}

/** What takes a change back: nothing where that's no longer known of every order. */
function findUndo(
  { status, deleted }: Omit<BulkOrders, "ids">,
  done: string[],
  statuses = new Map<string, OrderStatus>(),
) {
  if (deleted) return [{ ids: done, deleted: false }];
  if (!status || done.some((id) => !statuses.has(id))) return [];
  return ORDER_STATUSES.filter((earlier) => earlier !== status)
    .map((earlier) => ({ ids: done.filter((id) => statuses.get(id) === earlier), status: earlier }))
    .filter(({ ids }) => ids.length > 0);
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
