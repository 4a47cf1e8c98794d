import type { OrderEvent, OrderList, OrderListQuery } from "@cafe-app-ai/shared/orders";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { api } from "../../lib/api/api.ts";
import { followOrderEvents } from "../../lib/cafe/follow-order-events.ts";
import { CHANGES, DASHBOARD } from "../../lib/cafe/orders.ts";
import { own } from "../../lib/cafe/own-orders.ts";
import { toSearch } from "../list-state.ts";
import { ORDER_LISTS, ordersQuery } from "../queries.ts";

export type News = { added: number; changed: boolean };
const NONE: News = { added: 0, changed: false };

/** What others did to the orders since the list was read. It's only announced: no row moves by itself. */
export function useOrderNews(query: OrderListQuery, listReadAt: number | undefined): News {
  const client = useQueryClient();
  const [news, setNews] = useState(NONE);
  const [readAt, setReadAt] = useState(listReadAt);
  if (readAt !== listReadAt) {
    setReadAt(listReadAt);
    setNews(NONE);
  }

  const told = useRef(false);

  const tell = (next: News) => {
    told.current = true;
    setNews(({ added, changed }) => ({ added: added + next.added, changed: changed || next.changed }));
    void client.invalidateQueries({ queryKey: ORDER_LISTS, refetchType: "none" });
    void client.invalidateQueries({ queryKey: [DASHBOARD] });
  };
  const look = useEffectEvent(async () => {
    const shown = client.getQueryData<OrderList>(ordersQuery(query).queryKey);
    if (!shown) return;
    try {
      const now = await api.get<OrderList>(`/api/orders${toSearch(query)}`);
      if (summary(now) !== summary(shown)) tell({ added: 0, changed: true });
    } catch {
      // The next event or the next look will tell.
    }
  });
  const hear = useEffectEvent(({ change, ids = [], count = 0 }: OrderEvent) => {
    if (change === "resync") return void look();
    const others = ids.filter((id) => !own.has(id));
    if (others.length === 0) return;
    const many = count > ids.length ? count : others.length;
    if (change === "created" || change === "imported") tell({ added: many, changed: false });
    else tell({ added: 0, changed: true });
  });

  useEffect(() => {
    // The list may have been read before the change that was told while it was on its way.
    if (listReadAt === undefined || !told.current) return;
    told.current = false;
    void look();
  }, [listReadAt]);

  useEffect(() => {
    // The page's own changes are announced before their response is here: until then nothing is known to be another's.
    const held: OrderEvent[] = [];
    const release = () => {
      if (client.isMutating({ mutationKey: CHANGES }) === 0) for (const event of held.splice(0)) hear(event);
    };
    const stopWatching = client.getMutationCache().subscribe(release);

    const stopFollowing = followOrderEvents({
      onEvent: (event) => {
        held.push(event);
        release();
      },
      onGap: () => void look(),
    });
    return () => {
      stopFollowing();
      stopWatching();
    };
  }, [client]);

  return news;
}

const summary = ({ rows, total }: OrderList) =>
  JSON.stringify([total, rows.map(({ id, updatedAt }) => [id, updatedAt])]);
