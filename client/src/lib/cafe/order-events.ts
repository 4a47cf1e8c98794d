import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { getConfig } from "../api/config.ts";
import { renewDashboard } from "./orders.ts";

/** Many orders may come at once; figures are asked for once in this time. */
const GATHER_MS = 1_000;
/** The server refused, as it does when too many pages are open: until the next try, figures are asked for this often. */
const RETRY_MS = 60_000;

/** Renews the figures as orders come in, while the page can be seen: a hidden one would hold a connection for nothing. */
export function useOrderEvents(): void {
  const client = useQueryClient();
  useEffect(() => {
    let source: EventSource | undefined;
    let gathering: ReturnType<typeof setTimeout> | undefined;
    let retrying: ReturnType<typeof setTimeout> | undefined;
    const renew = () => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void renewDashboard(client);
      }, GATHER_MS);
    };
    const close = () => {
      clearTimeout(retrying);
      source?.close();
      source = undefined;
    };
    const open = () => {
      source = new EventSource(`${getConfig().apiUrl}/api/orders/events`, { withCredentials: true });
      source.addEventListener("orders", renew);
      source.addEventListener("error", ({ currentTarget }) => {
        if (currentTarget !== source || source?.readyState !== EventSource.CLOSED) return;
        retrying = setTimeout(() => {
          renew();
          open();
        }, RETRY_MS);
      });
    };
    const follow = () => {
      const wasClosed = !source;
      close();
      if (document.visibilityState !== "visible") return;
      open();
      // Something may have come while nobody listened.
      if (wasClosed) renew();
    };
    if (document.visibilityState === "visible") open();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      clearTimeout(gathering);
      close();
    };
  }, [client]);
}
