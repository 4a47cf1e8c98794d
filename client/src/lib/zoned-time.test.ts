import { expect, test } from "vitest";
import { dayAfter, startOfDay, toInstant, toLocalTime } from "./zoned-time.ts";

test.each([
  ["Asia/Kathmandu", "2026-11-23T18:15:00.000Z"],
  ["Pacific/Kiritimati", "2026-11-23T10:00:00.000Z"],
  ["Pacific/Honolulu", "2026-11-24T10:00:00.000Z"],
  ["Europe/Berlin", "2026-11-23T23:00:00.000Z"],
])("a day begins at midnight in %s", (zone, expected) => {
  expect(startOfDay("2026-11-24", zone)).toBe(expected);
  expect(toLocalTime(expected, zone)).toBe("2026-11-24T00:00");
});

test("a day whose midnight the clock skips begins with its first moment", () => {
  expect(startOfDay("2026-09-06", "America/Santiago")).toBe("2026-09-06T04:00:00.000Z");
});

test("of a day whose midnight comes twice, the first one begins it", () => {
  expect(startOfDay("2026-11-01", "America/Havana")).toBe("2026-11-01T04:00:00.000Z");
});

test("the hours around a change of clocks are told apart", () => {
  expect(toInstant("2026-10-25T01:59", "Europe/Berlin")).toBe("2026-10-24T23:59:00.000Z");
  expect(toInstant("2026-10-25T02:30", "Europe/Berlin")).toBe("2026-10-25T00:30:00.000Z");
  expect(toInstant("2026-10-25T03:00", "Europe/Berlin")).toBe("2026-10-25T02:00:00.000Z");
  expect(toInstant("2026-03-29T02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
});

test("what is no time is no moment", () => {
  expect(toInstant("tomorrow", "Europe/Berlin")).toBeUndefined();
  expect(toInstant("2026-02-31T25:00", "Europe/Berlin")).toBeUndefined();
});

test("days are counted across months and years", () => {
  expect(dayAfter("2026-11-30")).toBe("2026-12-01");
  expect(dayAfter("2027-12-31")).toBe("2028-01-01");
});
