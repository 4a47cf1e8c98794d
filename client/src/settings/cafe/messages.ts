export const cafeMessages = {
  title: "Currency and time zone",
  currency: "Currency",
  currencyHelp: "For new orders and the dashboard. Orders you already have keep their currency.",
  timezone: "Time zone",
  timezoneHelp: "Decides when a day begins on the dashboard.",
  ownTimezone: (zone: string) => `Each person's own (${zone} on this device)`,
  nothingFound: "Nothing found",
  saved: "Café settings saved",
};
