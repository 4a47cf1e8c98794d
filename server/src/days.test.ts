import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { daysUntilToday } from "./days.ts";

const daysAt = (now: string, timezone: string, count = 3) => {
  const { days, end, previousStart } = daysUntilToday(count, timezone, Temporal.Instant.from(now));
  return {
    days: days.map(({ date, start }) => `${date} ${start.toISOString()}`),
    end: end.toISOString(),
    previousStart: previousStart.toISOString(),
  };
};

it("are today and the days before it, and the period before is as long", () => {
  expect(daysAt("2026-01-02T12:00:00Z", "UTC")).toEqual({
    days: [
      "2025-12-31 2025-12-31T00:00:00.000Z",
      "2026-01-01 2026-01-01T00:00:00.000Z",
      "2026-01-02 2026-01-02T00:00:00.000Z",
    ],
    end: "2026-01-03T00:00:00.000Z",
    previousStart: "2025-12-28T00:00:00.000Z",
  });
});

it("know a leap day", () => {
  expect(daysAt("2028-03-01T12:00:00Z", "UTC").days[1]).toBe("2028-02-29 2028-02-29T00:00:00.000Z");
});

describe("today", () => {
  it.each([
    ["Pacific/Kiritimati", "2026-01-01T09:59:59.999Z", "2026-01-01 2025-12-31T10:00:00.000Z"],
    ["Pacific/Kiritimati", "2026-01-01T10:00:00.000Z", "2026-01-02 2026-01-01T10:00:00.000Z"],
    ["America/St_Johns", "2026-01-01T03:29:59.999Z", "2025-12-31 2025-12-31T03:30:00.000Z"],
    ["America/St_Johns", "2026-01-01T03:30:00.000Z", "2026-01-01 2026-01-01T03:30:00.000Z"],
    ["Asia/Kathmandu", "2026-01-01T18:15:00.000Z", "2026-01-02 2026-01-01T18:15:00.000Z"],
    ["Pacific/Pago_Pago", "2026-01-01T10:59:59.999Z", "2025-12-31 2025-12-31T11:00:00.000Z"],
    ["europe/berlin", "2025-12-31T23:00:00.000Z", "2026-01-01 2025-12-31T23:00:00.000Z"],
    ["CET", "2026-07-01T22:00:00.000Z", "2026-07-02 2026-07-01T22:00:00.000Z"],
  ])("in %s at %s is %s", (timezone, now, today) => {
    expect(daysAt(now, timezone).days.at(-1)).toBe(today);
  });
});

describe("where the clocks change", () => {
  it("a spring day of Berlin has 23 hours", () => {
    expect(daysAt("2026-03-30T10:00:00Z", "Europe/Berlin")).toEqual({
      days: [
        "2026-03-28 2026-03-27T23:00:00.000Z",
        "2026-03-29 2026-03-28T23:00:00.000Z",
        "2026-03-30 2026-03-29T22:00:00.000Z",
      ],
      end: "2026-03-30T22:00:00.000Z",
      previousStart: "2026-03-24T23:00:00.000Z",
    });
  });

  it("an autumn day of Berlin has 25 hours", () => {
    expect(daysAt("2026-10-26T10:00:00Z", "Europe/Berlin").days).toEqual([
      "2026-10-24 2026-10-23T22:00:00.000Z",
      "2026-10-25 2026-10-24T22:00:00.000Z",
      "2026-10-26 2026-10-25T23:00:00.000Z",
    ]);
  });

  it("a day of Cairo that has no midnight begins at one", () => {
    expect(daysAt("2026-04-24T10:00:00Z", "Africa/Cairo").days.at(-1)).toBe("2026-04-24 2026-04-23T22:00:00.000Z");
  });

  it("every day of 90 is there once, in every zone", () => {
    for (const timezone of Intl.supportedValuesOf("timeZone")) {
      const { days, end } = daysUntilToday(90, timezone, Temporal.Instant.from("2026-11-20T12:00:00Z"));
      expect(new Set(days.map(({ date }) => date)).size).toBe(90);
      const starts = [...days.map(({ start }) => start.getTime()), end.getTime()];
      expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
    }
  });
});
