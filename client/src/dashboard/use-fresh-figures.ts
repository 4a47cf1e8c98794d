import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { followOrders } from "../lib/cafe/follow-orders.ts";
import { renewDashboard } from "../lib/cafe/orders.ts";

/** Many orders may come at once; the figures are refetched once in this time. */
const GATHER_MS = 1_000;

/** Refetches the figures as orders come in. */
export function useFreshFigures(): void {
  const client = useQueryClient();
  useEffect(() => {
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const renew = () => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void renewDashboard(client);
      }, GATHER_MS);
    };
    const stop = followOrders({ onEvent: renew, onGap: renew });
    return () => {
      stop();
      clearTimeout(gathering);
    };
  }, [client]);
}
