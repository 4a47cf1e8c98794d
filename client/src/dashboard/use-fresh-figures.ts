import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { followOrderEvents } from "../lib/cafe/follow-order-events.ts";
import { renewDashboard } from "../lib/cafe/orders.ts";
import { timezone } from "../lib/format.ts";
import { dayAfter, startOfDay, toLocalTime } from "../lib/zoned-time.ts";

/** Many orders may come at once; the figures are refetched once in this time. */
const GATHER_MS = 1_000;

/** Refetches the figures as orders come in, and when a day begins. */
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
    const stop = followOrderEvents({ onEvent: renew, onGap: renew });
    return () => {
      stop();
      clearTimeout(gathering);
    };
  }, [client]);

  const zone = timezone();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const waitForMidnight = () => {
      const tomorrow = startOfDay(dayAfter(toLocalTime(Date.now(), zone).slice(0, 10)), zone) ?? "";
      timer = setTimeout(
        () => {
          void renewDashboard(client);
          waitForMidnight();
        },
        Date.parse(tomorrow) - Date.now() + GATHER_MS,
      );
    };
    waitForMidnight();
    return () => clearTimeout(timer);
  }, [client, zone]);
}
