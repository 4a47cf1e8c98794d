import type { ChartDay } from "@cafe-app-ai/shared/dashboard";
import { formatDay, formatMoney, formatPercentage } from "../../lib/format.ts";
import { changeDirection } from "../change-direction.ts";
import { messages } from "../messages.ts";

/** A day's change against the day it is compared with, as a ratio; null where there was nothing. */
const changeOf = ({ revenueCents, previous }: ChartDay) =>
  previous.revenueCents === 0 ? null : revenueCents / previous.revenueCents - 1;

/** Such as "12% higher"; a dash where there was nothing to compare with. */
export function describeChange(day: ChartDay): string {
  const change = changeOf(day);
  if (change === null) return "–";
  return messages[changeDirection(change)](formatPercentage(Math.abs(change)));
}

/** A day's revenue; today's is not all of it yet. */
export const describeRevenue = ({ revenueCents }: ChartDay, currency: string, isToday: boolean): string =>
  isToday ? `${formatMoney(revenueCents, currency)} ${messages.soFar}` : formatMoney(revenueCents, currency);

/** The same with what it is compared with, to be read out. */
export function describeComparison(day: ChartDay, currency: string, isToday: boolean): string {
  const revenue = formatMoney(day.previous.revenueCents, currency);
  const date = formatDay(day.previous.date, "medium");
  const change = changeOf(day);
  if (change === null || isToday) return messages.comparedTo(revenue, date);
  if (changeDirection(change) === "unchanged") return messages.unchangedFrom(revenue, date);
  return messages.comparedWith(revenue, date, describeChange(day));
}
