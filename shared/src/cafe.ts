import { type Static, Type } from "@sinclair/typebox";
import { CurrencySchema, closed, TimezoneSchema } from "./common.ts";
import { CurrencyCodeSchema, DEFAULT_CURRENCY } from "./money.ts";

export const CafeSettingsSchema = Type.Object({
  currency: { ...CurrencySchema, description: "Of new orders, and of the dashboard's figures" },
  timezone: Type.String({ description: "IANA time zone in which the dashboard counts days unless asked otherwise" }),
});
export type CafeSettings = Static<typeof CafeSettingsSchema>;

/** The settings of an account that has changed nothing. */
export const DEFAULT_CAFE_SETTINGS: CafeSettings = { currency: DEFAULT_CURRENCY, timezone: "UTC" };

export const UpdateCafeSettingsSchema = Type.Object(
  { currency: Type.Optional(CurrencyCodeSchema), timezone: Type.Optional(TimezoneSchema) },
  { ...closed, minProperties: 1 },
);
export type UpdateCafeSettings = Static<typeof UpdateCafeSettingsSchema>;
