import type { OrderEvent, OrderList, OrderListQuery } from "@cafe-app-ai/shared/orders";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { api } from "../lib/api/api.ts";
import { getConfig } from "../lib/api/config.ts";
import { CHANGES, DASHBOARD } from "../lib/cafe/orders.ts";
import { own } from "../lib/cafe/own-orders.ts";
import { toSearch } from "./list-state.ts";
import { ORDER_LISTS, ordersQuery } from "./queries.ts";

/** After the API has refused a stream: the browser does not try again by itself. */
const TRY_AGAIN_MS = 30_000;

export type News = { added: number; changed: boolean };
const NONE: News = { added: 0, changed: false };

/**
 * What others did to the orders since the list was read. Nothing moves by itself: it is only told. While the page is out
 * of sight no stream is open, since a browser has but a few connections to a server; then it looks once for itself.
 */
export function useOrderNews(query: OrderListQuery, listReadAt: number | undefined): News {
  const client = useQueryClient();
  const [news, setNews] = useState(NONE);
  const [readAt, setReadAt] = useState(listReadAt);
  if (readAt !== listReadAt) {
    setReadAt(listReadAt);
    setNews(NONE);
  }

  const tell = (next: News) => {
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
      // the next event or the next look tells
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
    // What the page does itself is told before its answer is there: until then nothing is known to be another's.
    const held: OrderEvent[] = [];
    const release = () => {
      if (client.isMutating({ mutationKey: CHANGES }) === 0) for (const event of held.splice(0)) hear(event);
    };
    const stopWatching = client.getMutationCache().subscribe(release);

    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const close = () => {
      clearTimeout(timer);
      source?.close();
      source = undefined;
    };
    const open = () => {
      close();
      source = new EventSource(`${getConfig().apiUrl}/api/orders/events`, { withCredentials: true });
      source.addEventListener("orders", ({ data }: MessageEvent<string>) => {
        held.push(JSON.parse(data));
        release();
      });
      source.addEventListener("error", () => {
        if (source?.readyState === EventSource.CLOSED) timer = setTimeout(reopen, TRY_AGAIN_MS);
      });
    };
    const reopen = () => {
      open();
      void look();
    };
    const follow = () => (document.visibilityState === "visible" ? reopen() : close());

    if (document.visibilityState === "visible") open();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      stopWatching();
      close();
    };
  }, [client]);

  return news;
}

const summary = ({ rows, total }: OrderList) =>
  JSON.stringify([total, rows.map(({ id, updatedAt }) => [id, updatedAt])]);
