import type { CafeSettings, UpdateCafeSettings } from "@cafe-app-ai/shared/cafe";
import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../api/api.ts";
import { useAction } from "../api/use-action.ts";
import { setCafeTimezone } from "../format.ts";
import { whenForgotten } from "../session/session.ts";
import { renewOrders } from "./orders.ts";

/** What the API says where no zone was chosen: days are then each reader's own. UTC by choice is `Etc/UTC`. */
export const NO_TIMEZONE = "UTC";

const TIMEZONE = "cafe-timezone";

/** Kept in this browser, so that the first figures of a visit are asked for in the right zone at once. */
function keepTimezone(zone: string) {
  setCafeTimezone(zone === NO_TIMEZONE ? undefined : zone);
  try {
    localStorage.setItem(TIMEZONE, zone);
  } catch {
    // Storage may be forbidden: the zone comes with the settings.
  }
}

function recallTimezone() {
  try {
    keepTimezone(localStorage.getItem(TIMEZONE) ?? NO_TIMEZONE);
  } catch {
    // The same.
  }
}
recallTimezone();
whenForgotten(() => keepTimezone(NO_TIMEZONE));

const cafeSettingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: async ({ signal }) => {
    const settings = await api.get<CafeSettings>("/api/settings", signal);
    signal.throwIfAborted();
    keepTimezone(settings.timezone);
    return settings;
  },
});

/** The café's currency and time zone; whoever shows figures or times of them is drawn anew when they change. */
export const useCafeSettings = () => useQuery(cafeSettingsQuery);

export function useChangeCafeSettings() {
  const client = useQueryClient();
  return useAction({
    mutationFn: (body: UpdateCafeSettings) => api.patch<CafeSettings>("/api/settings", body),
    onSuccess: async (settings) => {
      await client.cancelQueries({ queryKey: cafeSettingsQuery.queryKey });
      keepTimezone(settings.timezone);
      client.setQueryData(cafeSettingsQuery.queryKey, settings);
      void renewOrders(client);
    },
  });
}
