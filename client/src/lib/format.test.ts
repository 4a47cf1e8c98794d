import { expect, test, vi } from "vitest";
import {
  formatAgo,
  formatDate,
  formatDay,
  formatMoment,
  formatMoney,
  formatMoneyShort,
  formatPercentage,
  timezone,
} from "./format.ts";
import { formatWait } from "./format-wait.ts";

test("money is told in whole units, by the currency's own number of decimals", () => {
  expect(formatMoney(123_456, "EUR")).toMatch(/1.?234[.,]56/);
  expect(formatMoney(1_234, "JPY")).toMatch(/1.?234$/);
  // by ISO 4217, whatever the runtime says
  expect(formatMoney(123_456, "HUF")).toMatch(/1.?234[.,]56/);
  expect(formatMoney(123_456, "IQD")).toMatch(/123[.,]456/);
});

test("money on an axis is short", () => {
  expect(formatMoneyShort(120_000, "EUR")).toMatch(/^.?1[.,]2.?K/i);
  expect(formatMoneyShort(5_000, "EUR")).not.toMatch(/[.,]/);
});

test("a percentage has at most one decimal", () => {
  expect(formatPercentage(0.2541)).toMatch(/^25[.,]4\W?%/);
  expect(formatPercentage(0)).toMatch(/^0\W?%/);
});

test("a calendar day is the same day in every time zone", () => {
  const zone = process.env.TZ;
  for (const timezone of ["Pacific/Honolulu", "Pacific/Kiritimati"]) {
    process.env.TZ = timezone;
    expect(formatDay("2026-03-01")).toMatch(/\b1\b/);
  }
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

test("the reader's time zone is UTC where the browser can't tell", () => {
  for (const timeZone of ["Etc/Unknown", undefined] as string[]) {
    const options = vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions");
    options.mockReturnValue({ timeZone } as Intl.ResolvedDateTimeFormatOptions);
    expect(timezone()).toBe("UTC");
    options.mockRestore();
  }
});

test("a wait is told in seconds, then in minutes, and never as less than it is", () => {
  expect(formatWait(59)).toMatch(/^59\W?s/i);
  expect(formatWait(60)).toMatch(/^1\W?m/i);
  expect(formatWait(61)).toMatch(/^2\W?m/i);
});

test("a moment of the last week is told by how long ago it was, an earlier one by its date", () => {
  const now = Date.parse("2026-03-08T12:00:00Z");
  expect(formatAgo("2026-03-08T11:48:30Z", now)).toMatch(/\b11\b/);
  expect(formatAgo("2026-03-08T09:00:00Z", now)).toMatch(/\b3\b/);
  expect(formatAgo("2026-03-03T11:00:00Z", now)).toMatch(/\b5\b/);
  expect(formatAgo("2026-02-20T12:00:00Z", now)).toBe(formatDate("2026-02-20T12:00:00Z"));
});

test("a moment of another year has its year, one of this year has none", () => {
  const now = new Date("2026-03-08T12:00:00Z");
  expect(formatMoment("2025-12-24T12:00:00Z", now)).toContain("2025");
  expect(formatMoment("2026-02-24T12:00:00Z", now)).not.toContain("2026");
  expect(formatDay("2019-12-24", "medium")).toContain("2019");
});
