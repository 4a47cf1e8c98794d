import { useLocation, useNavigate, useSearchParams } from "react-router";
import { FIRST_PAGE, type ListState, readListState, writeListState } from "./list-state.ts";

/** What the URL does not say: how the pages before can be found again, and whether a panel was opened from the list. */
type ListLocationState = { before?: (string | null)[]; fromList?: boolean } | null;

/** The state of a panel's URL, opened over the list. */
export const inPanel = (state: ListLocationState) => ({ ...state, fromList: true });

/** The list that the URL names, and the ways to another. The cursors of the pages before are kept in the history. */
export function useList() {
  const [search] = useSearchParams();
  const { state: kept, search: here } = useLocation() as { state: ListLocationState; search: string };
  const navigate = useNavigate();
  const list = readListState(search);
  const before = kept?.before ?? [];

  const go = (next: ListState, options?: { replace?: boolean; before?: (string | null)[] }) =>
    navigate(
      { pathname: "/orders", search: writeListState(next) },
      { replace: options?.replace, state: { before: options?.before ?? [] } satisfies ListLocationState },
    );

  return {
    list,
    /** Narrows, widens or sorts it: from its first page on. */
    change: (changes: Partial<ListState>, options?: { replace?: boolean }) =>
      void go({ ...list, ...changes, ...FIRST_PAGE }, options),
    next: (cursor: string) =>
      void go({ ...list, cursor, page: list.page + 1 }, { before: [...before, list.cursor ?? null] }),
    /** The page before; the first one where the way back is not known, as in a link that somebody sent. */
    previous: () => {
      const cursor = before.at(-1) ?? undefined;
      void go({ ...list, cursor, page: cursor ? list.page - 1 : 1 }, { before: before.slice(0, -1) });
    },
    openPanel: (name: string) => void navigate({ pathname: `/orders/${name}`, search: here }, { state: inPanel(kept) }),
    /** Back to the list under the panel: Back does not open it again. */
    closePanel: () => {
      if (kept?.fromList) void navigate(-1);
      else void go(list, { replace: true, before });
    },
    /** Whether `previous` leads further than one page back. */
    leadsToFirst: list.page > 2 && before.length === 0,
  };
}

export type List = ReturnType<typeof useList>;
