import {
  ORDER_SORTS,
  ORDER_STATUSES,
  type OrderFilters,
  type OrderListQuery,
  type OrderStatus,
  SORT_DIRECTIONS,
} from "@cafe-app-ai/shared/orders";
import { dayAfter, startOfDay, toLocalTime } from "../lib/zoned-time.ts";

export const PAGE_SIZE = 25;

export const VIEWS = ["all", "pending", "refunded", "today"] as const;
export type View = (typeof VIEWS)[number];

/** What the list shows: all of it is in the URL. Days are the café's, such as 2026-11-24, the last one included. */
export type ListState = {
  view: View;
  sort: (typeof ORDER_SORTS)[number];
  order: (typeof SORT_DIRECTIONS)[number];
  status?: OrderStatus;
  category?: string;
  item?: string;
  q?: string;
  from?: string;
  to?: string;
  cursor?: string;
  page: number;
};

/** What a page of another list would be no part of. */
export const FIRST_PAGE = { cursor: undefined, page: 1 } as const;
export const NO_FILTERS = {
  status: undefined,
  category: undefined,
  item: undefined,
  q: undefined,
  from: undefined,
  to: undefined,
};

/** Reads what a URL says; what it can't mean is left out. */
export function readListState(search: URLSearchParams): ListState {
  const one = <T extends string>(name: string, known: readonly T[]) =>
    known.find((value) => value === search.get(name));
  const cursor = search.get("cursor") ?? undefined;
  return {
    view: one("view", VIEWS) ?? "all",
    sort: one("sort", ORDER_SORTS) ?? "placedAt",
    order: one("order", SORT_DIRECTIONS) ?? "desc",
    status: one("status", ORDER_STATUSES),
    category: text(search.get("category")),
    item: text(search.get("item")),
    q: text(search.get("q")),
    from: day(search.get("from")),
    to: day(search.get("to")),
    cursor,
    page: cursor ? Math.max(2, Number.parseInt(search.get("page") ?? "", 10) || 2) : 1,
  };
}

/** The query part of a URL, without what goes without saying. */
export function writeListState(state: ListState): string {
  const { view, sort, order, page, ...rest } = state;
  const said = {
    view: view === "all" ? undefined : view,
    sort: sort === "placedAt" ? undefined : sort,
    order: order === "desc" ? undefined : order,
    ...rest,
    page: page === 1 ? undefined : String(page),
  };
  return toSearch(said);
}

/** `?a=b`, or nothing, of what is not undefined. */
export function toSearch(values: Record<string, string | number | undefined>): string {
  const entries = Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return entries.length === 0 ? "" : `?${new URLSearchParams(entries)}`;
}

/** The filters as the API knows them, the view's own included. */
export function toFilters({ view, status, category, item, q, ...days }: ListState, now = Date.now()): OrderFilters {
  const byView = view === "pending" || view === "refunded" ? view : status;
  const today = toLocalTime(now).slice(0, 10);
  const { from, to } = view === "today" ? { from: today, to: today } : days;
  return { status: byView, category, item, q, from: from && startOfDay(from), to: to && startOfDay(dayAfter(to)) };
}

export const toQuery = (state: ListState): OrderListQuery => ({
  ...toFilters(state),
  sort: state.sort,
  order: state.order,
  cursor: state.cursor,
  limit: PAGE_SIZE,
});

/** Whether it is narrowed by more than its view. */
export const isFiltered = (list: ListState) =>
  Object.keys(NO_FILTERS).some((name) => list[name as keyof typeof NO_FILTERS] !== undefined);

/** Whether it would show every order there is: with none, there are none. */
export const isAll = (list: ListState) => !isFiltered(list) && list.view === "all" && list.page === 1;

const text = (value: string | null) => value?.trim().slice(0, 120) || undefined;

function day(value: string | null): string | undefined {
  const valid = value && /^(19|2\d)\d\d-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
  return valid ? value : undefined;
}
