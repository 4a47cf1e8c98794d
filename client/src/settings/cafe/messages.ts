import { translate } from "../../lib/language/translate.ts";

export const messages = translate("settings/cafe/messages", {
  title: "Currency and time zone",
  currency: "Currency",
  currencyHelp: "For new orders and the dashboard. Orders you already have keep their currency.",
  timezone: "Time zone",
  timezoneHelp: "Sets when a day begins on the dashboard, and the times that orders show.",
  ownTimezone: (zone: string) => `Each person's own (${zone} on this device)`,
  nothingFound: "Nothing found",
  saved: "Café settings saved",
});
