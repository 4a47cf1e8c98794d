import { type Static, Type } from "@sinclair/typebox";
import { CurrencySchema, closed, TimezoneSchema } from "./common.ts";
import { CurrencyCodeSchema, DEFAULT_CURRENCY } from "./money.ts";

export const SettingsSchema = Type.Object({
  currency: { ...CurrencySchema, description: "Of new orders, and of the dashboard's figures" },
  timezone: Type.String({ description: "IANA time zone in which the dashboard counts days unless asked otherwise" }),
});
export type Settings = Static<typeof SettingsSchema>;

/** The settings of an account that has changed nothing. */
export const DEFAULT_SETTINGS: Settings = { currency: DEFAULT_CURRENCY, timezone: "UTC" };

export const UpdateSettingsSchema = Type.Object(
  { currency: Type.Optional(CurrencyCodeSchema), timezone: Type.Optional(TimezoneSchema) },
  { ...closed, minProperties: 1 },
);
export type UpdateSettings = Static<typeof UpdateSettingsSchema>;
